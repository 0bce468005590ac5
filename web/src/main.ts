import './styles/base.css';
import { mount } from 'svelte';
import AppView from './app/App.svelte';
import { App } from './app/app.svelte';
import { speak } from './texts';

// Texts first: nothing watches them.
speak().finally(() => mount(AppView, { target: document.getElementById('app')!, props: { app: new App() } }));
