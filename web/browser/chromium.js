import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const FINDER = fileURLToPath(new URL('../../bin/find-chromium', import.meta.url));

/** Starts the Chromium that the system has, or the one that the variable CHROMIUM names. */
export function launch(options = {}) {
  const executablePath = execFileSync(FINDER, { encoding: 'utf8' }).trim();
  // Its sandbox refuses root, as whom containers run.
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0, ...options });
}
