import './styles/base.css';
import { mount } from 'svelte';
import AppView from './app/App.svelte';
import { App } from './app/app.svelte';
import { watchReleases } from './pwa';
import { speak, t } from './texts';

const app = new App();

// Texts first: nothing watches them.
speak().finally(() => mount(AppView, { target: document.getElementById('app')!, props: { app } }));

watchReleases((takeNow) => app.notices.offer(t.app.newRelease, t.app.takeRelease, takeNow));
