"use strict";
/* Keys, and files dropped on a form. Every page works without this. */
(() => {
  const off = () => { try { return localStorage.getItem("keys") === "off"; } catch { return false; } };
  const typing = (element) => element && (element.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName)) && !/^(radio|checkbox)$/.test(element.type);
  document.documentElement.classList.add("scripted");
  let went = 0;
  const step = (by) => {
    const all = [...document.querySelectorAll("[data-step]")].filter((x) => x.offsetParent !== null);
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)].focus();
    document.activeElement.scrollIntoView({ block: "center" });
  };
  const act = (key) => {
    const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (found) found.click();
    const field = document.querySelector(`[data-focus="${CSS.escape(key)}"]`);
    if (field) field.focus();
    return found || field;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (off() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key;
    if (Date.now() - went < 1500) {
      went = 0;
      const page = document.querySelector(`.bar nav [data-go="${CSS.escape(key)}"]`);
      if (page) { event.preventDefault(); page.click(); return; }
    }
    if (key === "g") went = Date.now();
    else if (key === "/") { const find = document.getElementById("find"); if (find) { event.preventDefault(); find.focus(); find.select(); } }
    else if (key === "?") { const help = document.querySelector('.bar nav [data-go="h"]'); if (help) help.click(); }
    else if (key === "j" || key === "n") step(1);
    else if (key === "k" || key === "p") step(-1);
    else if (act(key)) event.preventDefault();
  });
  const box = document.getElementById("keys-off");
  if (box) {
    box.checked = off();
    box.addEventListener("change", () => { try { localStorage.setItem("keys", box.checked ? "off" : "on"); } catch { /* nothing is kept */ } });
  }
  const types = () => {
    const chosen = document.getElementById("type"), words = document.getElementById("definition");
    if (chosen && words) words.textContent = chosen.selectedOptions[0].title;
  };
  document.addEventListener("change", (event) => { if (event.target.id === "type") types(); });
  const panel = (target) => { const found = target.closest && target.closest(".panel"); return found && found.querySelector("[data-drop]") ? found : null; };
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      const found = panel(event.target);
      if (!found) return;
      event.preventDefault();
      found.classList.toggle("over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) {
        found.querySelector("[data-drop]").files = event.dataTransfer.files;
        found.requestSubmit();
      }
    });
  }
})();
