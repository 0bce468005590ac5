/** Registers by the form, as people do; the page ends in the room for everyone. */
export async function register(page, url, username) {
  await page.goto(`${url}/register`);
  await page.fill('input[autocomplete=username]', username);
  await page.fill('input[autocomplete=email]', `${username}@example.org`);
  await page.fill('input[autocomplete=new-password]', 'three random words');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-composer]');
}
