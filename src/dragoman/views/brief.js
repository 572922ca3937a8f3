"use strict";
(() => {
  const marked = (key) => document.querySelectorAll(`[data-m~="${key}"]`);
  const light = (element, on) =>
    (element.dataset.m || "").split(" ").forEach((key) => key && marked(key).forEach((x) => x.classList.toggle("on", on)));
  let lit = null;
  const over = (event) => {
    const found = event.target.closest ? event.target.closest("[data-m]") : null;
    if (found === lit) return;
    if (lit) light(lit, false);
    if (found) light(found, true);
    lit = found;
  };
  document.addEventListener("mouseover", over);
  document.addEventListener("focusin", over);
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-m]");
    if (mark && !event.target.closest("a") && String(getSelection()) === "") location.hash = mark.dataset.m.split(" ")[0];
  });
})();
