import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Starts the Chromium that the system has, or the one that the variable CHROMIUM names. */
export function launch(options = {}) {
  const executablePath = process.env.CHROMIUM ?? find();
  // Its sandbox refuses root, as whom containers run.
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0, ...options });
}

function find() {
  const all = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = all.find(isExecutable);
  if (found === undefined) {
    throw new Error('no Chromium found: install it, or name it in the variable CHROMIUM');
  }
  return found;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
