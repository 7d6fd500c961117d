// The browser knows its zone: offered where nothing was typed yet.
for (const field of document.querySelectorAll("[data-my-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && field.defaultValue === field.value) field.value = zone;
}
