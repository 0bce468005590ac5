// Before the first paint, or a page that is to be dark would flash. The app's own script sets it from then on.
try {
  var theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch (e) {
  // No storage: as the system has it.
}
