// Runs before the page shows: a chosen theme must not flash the other one.
"use strict";
(() => {
  const themes = ["auto", "light", "dark"];
  let theme = "auto";
  const apply = () => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  };
  try {
    const kept = localStorage.getItem("replycodes-theme");
    if (themes.includes(kept)) theme = kept;
  } catch { /* a page opened from a folder may have no storage; the choice then lasts for the page */ }
  apply();
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    if (!button) return;
    const label = () => {
      button.textContent = { auto: "Theme: auto", light: "Theme: light", dark: "Theme: dark" }[theme];
    };
    label();
    button.hidden = false;
    button.addEventListener("click", () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      try {
        localStorage.setItem("replycodes-theme", theme);
      } catch { /* see above */ }
      apply();
      label();
    });
  });
})();
