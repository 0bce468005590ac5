/** The app as one that is installed: it starts offline (`Shell`, in its worker) and takes new releases calmly (`watchReleases`). */
export { watchReleases } from './releases';
