/** Registers by the form, as people do; the page ends in the global room. */
export async function register(page, url, username) {
  await page.goto(`${url}/register`);
  await page.fill('input[autocomplete=username]', username);
  await page.fill('input[autocomplete=email]', `${username}@example.org`);
  await page.fill('input[autocomplete=new-password]', 'three random words');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-composer]');
}

export async function say(page, text) {
  await page.fill('[data-composer]', text);
  await page.press('[data-composer]', 'Enter');
}

/** What the open room shows, in its order. */
export function said(page) {
  return page.locator('[role=feed] [role=article] .markdown').allTextContents();
}
