/** Of what the user wants to be told while he looks elsewhere. A choice for this browser. */
export type Notify = 'off' | 'mentions' | 'all';

export function chosenNotify(): Notify {
  const chosen = localStorage.getItem('notify');
  return chosen === 'mentions' || chosen === 'all' ? chosen : 'off';
}

export function chooseNotify(notify: Notify): void {
  localStorage.setItem('notify', notify);
}

export function chosenSound(): boolean {
  return localStorage.getItem('sound') === 'on';
}

export function chooseSound(on: boolean): void {
  localStorage.setItem('sound', on ? 'on' : 'off');
}
