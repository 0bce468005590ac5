import type { Page } from 'playwright-core';

/** What of the page lies beyond its sides, where nobody can scroll to; nothing is well. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element): boolean => {
      for (let at: Element | null = element.parentElement; at !== null; at = at.parentElement) {
        if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) {
          return true;
        }
      }
      return false;
    };
    const isSeen = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.closest('.visually-hidden, .skip') === null;
    const found = [...document.querySelectorAll('h1, h2, h3, p, a, label, legend, button, input, select, textarea, td, time, svg')]
      .filter((element) => {
        const { left, right, width: own } = element.getBoundingClientRect();
        return own > 1 && isSeen(element) && (left < -1 || right > width + 1) && !scrolls(element);
      })
      .map((element) => `${element.tagName.toLowerCase()} “${element.textContent?.trim().slice(0, 40)}” ends at ${element.getBoundingClientRect().right} of ${width}`);
    return document.documentElement.scrollWidth > width ? [`the page is ${document.documentElement.scrollWidth} wide`, ...found] : found;
  });
}
