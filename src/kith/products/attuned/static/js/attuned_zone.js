// Offers the browser's own time zone where a form asks for one and nobody has chosen yet.
const field = document.querySelector("[data-my-zone]");
const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (field && mine && (field.value === "" || field.value === "Europe/Berlin")) field.value = mine;
