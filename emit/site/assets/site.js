"use strict";

// What is kept between visits, as far as the browser allows it.
const memory = {
  get(key) {
    try { return localStorage.getItem("orchgen-" + key); } catch { return null; }
  },
  set(key, value) {
    try { localStorage.setItem("orchgen-" + key, value); } catch { /* private window */ }
  },
};

// The colours are chosen before the page is drawn.
const page = document.documentElement;
if (memory.get("theme")) page.dataset.theme = memory.get("theme");

document.addEventListener("DOMContentLoaded", () => {
  themeButton(document.querySelector(".theme"));
  languageMenu(document.querySelector(".languages"));
  searchForm(document.querySelector(".search"));
  document.querySelectorAll("figure[data-copy]").forEach(copyButton);
  if (document.body.classList.contains("root")) chooseLanguage([...document.querySelectorAll("a[hreflang]")]);
});

function themeButton(button) {
  if (!button) return;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (page.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => button.setAttribute("aria-pressed", isDark());
  button.addEventListener("click", () => {
    page.dataset.theme = isDark() ? "light" : "dark";
    memory.set("theme", page.dataset.theme);
    show();
  });
  system.addEventListener("change", show);
  show();
  button.hidden = false;
}

function languageMenu(menu) {
  if (!menu) return;
  menu.addEventListener("click", event => {
    const link = event.target.closest("a[hreflang]");
    if (link) memory.set("language", link.hreflang);
  });
  document.addEventListener("click", event => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// The first page leads on to the language that was used last, or that the browser asks for.
function chooseLanguage(links) {
  if (location.hash) return;
  const wanted = [memory.get("language"), ...navigator.languages].filter(Boolean);
  for (const tag of wanted) {
    const link = bestLink(links, tag);
    if (link) return location.replace(link.href);
  }
}

function bestLink(links, tag) {
  const likely = tag => {
    try { return new Intl.Locale(tag).maximize(); } catch { return {}; }
  };
  const wanted = likely(tag);
  const same = links.filter(link => {
    const locale = likely(link.hreflang);
    return locale.language === wanted.language && locale.script === wanted.script;
  });
  return same.find(link => likely(link.hreflang).region === wanted.region)
    ?? same.sort((a, b) => a.hreflang.length - b.hreflang.length)[0];
}

function copyButton(figure) {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = figure.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(figure.querySelector("code").textContent);
    button.textContent = figure.dataset.copied;
    setTimeout(() => { button.textContent = figure.dataset.copy; }, 2000);
  });
  figure.querySelector("figcaption").after(button);
}

// The index comes as a script, which also works without a server. It calls this function.
let entries = null;
let whenLoaded = () => {};
function orchgenIndex(rows) {
  entries = rows.map(([code, name, message, lang, more]) => ({
    code, name, message, lang,
    number: String(code), key: fold(name), text: fold(message), rest: fold(more),
  }));
  whenLoaded();
}

function loadIndex() {
  if (document.getElementById("index")) return;
  const script = document.createElement("script");
  script.id = "index";
  script.src = "search.js";
  document.head.append(script);
}

// Words are compared without case and accents.
function fold(text) {
  return text.toLowerCase().normalize("NFKD").replace(/\p{Mn}/gu, "").replace(/ı/g, "i");
}

// How well an entry fits a word: 0 not at all, otherwise the higher the better. In programs, and in what they log, a number
// has an E before it, and a name Code before or Error behind it.
function fit(entry, word) {
  if ([entry.number, "e" + entry.number, entry.key, "code" + entry.key, entry.key + "error"].includes(word)) return 100;
  if (entry.number.startsWith(word)) return 60;
  if (entry.key.startsWith(word)) return 50;
  if (entry.key.includes(word)) return 30;
  if (entry.text.includes(word)) return 10;
  return entry.rest.includes(word) ? 1 : 0;
}

// The entries that most of the words fit, and at least half of them: who copies a message has the values of its
// placeholders among the words.
function search(query) {
  const words = fold(query).split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
  if (!words.length || !entries) return [];
  const rated = entries.map(entry => {
    const fits = words.map(word => fit(entry, word));
    return { entry, hits: fits.filter(Boolean).length, score: fits.reduce((a, b) => a + b) };
  });
  const most = Math.max(words.length / 2, ...rated.map(r => r.hits));
  const found = rated.filter(r => r.hits === most);
  return found.sort((a, b) => b.score - a.score || a.entry.code - b.entry.code).map(f => f.entry);
}

function searchForm(form) {
  if (!form) return;
  const input = form.querySelector("input");
  const panel = form.querySelector(".found");
  const status = panel.querySelector("[role=status]");
  const list = panel.querySelector("ol");
  const links = () => [...list.querySelectorAll("a")];

  const show = () => {
    const found = search(input.value);
    const asked = input.value.trim() !== "" && entries !== null;
    status.textContent = !asked ? "" : found.length ? form.dataset.hits.replace("{N}", found.length) : form.dataset.none;
    list.replaceChildren(...found.slice(0, 40).map(hit));
    panel.hidden = !asked;
  };
  whenLoaded = show;
  input.addEventListener("focus", () => { loadIndex(); show(); });
  input.addEventListener("input", () => { loadIndex(); show(); });
  form.addEventListener("submit", event => {
    event.preventDefault();
    links()[0]?.click();
  });
  form.addEventListener("focusout", event => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) panel.hidden = true;
  });
  document.addEventListener("click", event => {
    if (!form.contains(event.target)) panel.hidden = true;
  });
  form.addEventListener("keydown", event => {
    const stops = [input, ...links()];
    const at = stops.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (event.key === "Escape") {
      input.focus();
      panel.hidden = true;
    } else if (to !== undefined && stops[to] && !panel.hidden) {
      stops[to].focus();
    } else {
      return;
    }
    event.preventDefault();
  });
  document.addEventListener("keydown", event => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    input.focus();
  });
  form.hidden = false;
}

function hit(entry) {
  const part = (name, text) => {
    const element = document.createElement("span");
    element.className = name;
    element.textContent = text;
    return element;
  };
  const link = document.createElement("a");
  link.href = entry.code + ".html";
  const name = part("name", entry.name);
  name.dir = "ltr";
  const message = part("message", entry.message);
  if (entry.lang) message.lang = entry.lang;
  message.dir = "auto";
  link.append(part("number", entry.number), " ", name, " ", message);
  const item = document.createElement("li");
  item.append(link);
  return item;
}
