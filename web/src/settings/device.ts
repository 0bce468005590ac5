const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Chrome|HeadlessChrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/.*\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const MOST = 60;

/** A client's own name for itself, as people know it: browsers' names are long and all pretend to be one another. */
export function deviceText(device: string, on: (browser: string, system: string) => string): string {
  const browser = found(BROWSERS, device);
  const system = found(SYSTEMS, device);
  if (browser !== undefined && system !== undefined) {
    return on(browser, system);
  }
  return browser ?? (device.length > MOST ? `${device.slice(0, MOST)}…` : device);
}

function found(names: typeof BROWSERS, device: string): string | undefined {
  return names.find(([sign]) => sign.test(device))?.[1];
}
