/** Lists of any length of which only what is near the viewport is in the page: `RowWindow` decides what that is. */
export { RowWindow, type Align, type Shown, type WindowOptions } from './row-window';
