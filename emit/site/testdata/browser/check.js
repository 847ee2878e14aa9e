// Checks sites in a browser. Standard input has {chromium, sites: [{name, folder, url, pages, checks}]}, standard
// output gets {name: [finding]}.
"use strict";
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");
const { HtmlValidate } = require("html-validate");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const widths = { light: 1280, dark: 360 };
let browser;

// open gives a page of a new context that tells of everything that a reader must not meet.
async function open(site, report, options) {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 900 }, ...options });
  await context.route(url => !inside(site, url.href), route => {
    report("request " + route.request().url());
    return route.abort();
  });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  page.on("console", message => report(`console ${message.type()} ${message.text()}`));
  page.on("pageerror", error => report("console " + error.message));
  page.on("response", response => { if (response.status() >= 400) report(`request ${response.status()} ${response.url()}`); });
  page.on("requestfailed", request => {
    if (request.failure().errorText !== "net::ERR_ABORTED") report("request failed " + request.url()); // not one that a navigation ended
  });
  return page;
}

const inside = (site, url) => url.startsWith(site.url) || url.startsWith("file://" + site.folder + "/");

const checks = {
  // looks has every page measured in both colour schemes, and by axe.
  async looks(site, report) {
    for (const [colorScheme, width] of Object.entries(widths)) {
      const page = await open(site, report, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      for (const name of site.pages) {
        const about = text => report(`${name} ${colorScheme} ${text}`);
        await page.goto(site.url + name + "#");
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
        for (const v of violations) about(`axe ${v.id} ${v.nodes.map(n => n.target.join(" ")).join("; ")}`);
        for (const narrow of [width, 320]) {
          await page.setViewportSize({ width: narrow, height: 900 });
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          if (wider > 0) about(`overflow ${wider} at ${narrow}`);
        }
        await page.setViewportSize({ width, height: 900 });
      }
      await page.context().close();
    }
  },

  // policy opens every page under its own content security policy.
  async policy(site, report) {
    const page = await open(site, report);
    for (const name of site.pages) {
      await page.goto(site.url + name + "#");
      if (!await page.evaluate(() => document.querySelector("meta[http-equiv=Content-Security-Policy]")?.content.startsWith("default-src 'none';"))) report(name + " policy");
    }
    await page.context().close();
  },

  // html has the pages validated.
  async html(site, report) {
    const validator = new HtmlValidate({ extends: ["html-validate:standard"], rules: { "long-title": "off" } });
    for (const name of site.pages) {
      const result = await validator.validateString(fs.readFileSync(path.join(site.folder, name), "utf8"), name);
      for (const m of result.results.flatMap(r => r.messages)) report(`html ${name}:${m.line} ${m.ruleId} ${m.message}`);
    }
  },

  // search types into the search field, on a server and without one.
  async search(site, report) {
    for (const base of [site.url, "file://" + site.folder + "/"]) {
      const page = await open(site, report);
      const expect = (what, got, want) => { if (got !== want) report(`search ${what} on ${base}: ${got}, want ${want}`); };
      const focused = () => page.evaluate(() => document.activeElement.textContent.trim().split(/\s+/)[0]);
      const status = () => page.locator(".search [role=status]").textContent();
      const hits = () => page.locator(".found a .number").allTextContents().then(list => list.join(" "));
      await page.goto(base + "en/index.html");
      await page.keyboard.press("/");
      await page.keyboard.type("toy left");
      await page.locator(".found a").first().waitFor();
      expect("hits", await hits(), "8");
      expect("status", await status(), "Results: 1");
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type("TOY");
      expect("more hits", await hits(), "7 8 2147483647 9");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowUp");
      expect("arrow keys", await focused(), (await hits()).split(" ")[0]);
      await page.keyboard.press("Escape");
      expect("escape", await page.locator(".found").isVisible(), false);
      expect("focus after escape", await page.evaluate(() => document.activeElement.id), "query");
      await page.fill("#query", "zzz");
      expect("no hits", await status(), "No error matches.");
      for (const [query, want] of [
        ["The toy 'Ball' is already there.", "7"], ["error 7:", "7"], ["E8", "8"], ["(9)", "9"], ["toys_left", "8"],
        ["CodePasswordWrong", "10"], ["*toys.KindMissingError", "9"], ["ball zzz zzzz", ""], ["!", ""],
      ]) {
        await page.fill("#query", query);
        expect("of " + query, (await hits()).split(" ")[0], want);
      }
      await page.fill("#query", "9");
      await page.keyboard.press("Enter");
      await page.waitForURL(base + "en/9.html");
      await page.goto(base + "ar/index.html");
      await page.fill("#query", "المرور");
      await page.locator(".found a").first().waitFor();
      expect("arabic", await hits(), "10 7");
      await page.goto(base + "de-AT/index.html");
      await page.fill("#query", "heisst EBENSO".replace("ss", "ß"));
      await page.locator(".found a").first().waitFor();
      expect("german", await hits(), "7");
      await page.context().close();
    }
  },

  // keyboard walks through a page with the tabulator key.
  async keyboard(site, report) {
    const page = await open(site, report);
    await page.goto(site.url + "en/8.html");
    const at = () => page.evaluate(() => {
      const e = document.activeElement;
      const style = getComputedStyle(e);
      return { name: e.className || e.id || e.getAttribute("href") || e.tagName, body: e === document.body, shown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, seen: e.checkVisibility() };
    });
    const path = [];
    for (let i = 0; i < 200; i++) {
      await page.keyboard.press("Tab");
      const stop = await at();
      if (stop.body) break;
      path.push(stop.name);
      if (!stop.shown || !stop.seen) report("keyboard invisible focus on " + stop.name);
    }
    const stops = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, summary, pre")].filter(e => e.checkVisibility()).length);
    if (path.length !== stops) report(`keyboard ${path.length} stops, want ${stops}`);
    if (path[0] !== "skip") report("keyboard first stop " + path[0]);
    await page.goto(site.url + "en/9.html");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    if (!await page.evaluate(() => document.querySelector("main").contains(document.activeElement))) report("keyboard skip link leads elsewhere");
    await page.context().close();
  },

  // switches changes the language and the colours, and copies code.
  async switches(site, report) {
    const page = await open(site, report, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.goto(site.url + "en/8.html");
    await page.focus(".languages summary");
    await page.keyboard.press("Enter");
    await page.click(".languages a[hreflang=ja]");
    await page.waitForURL(site.url + "ja/8.html");
    await page.goto(site.url + "index.html");
    await page.waitForURL(site.url + "ja/index.html");
    await page.goto(site.url + "en/8.html");
    const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await colour();
    await page.focus(".theme");
    await page.keyboard.press("Space");
    const dark = await colour();
    await page.reload();
    if (dark === light || dark !== await colour() || await page.getAttribute(".theme", "aria-pressed") !== "true") report("switches colours");
    await page.click(".copy >> nth=0");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    if (!copied.startsWith("if errors.Is(err, client.CodeToysLeft) {\n\t//")) report("switches copied " + copied);
    for (const [tag, width] of [["en", 320], ["ar", 320], ["en", 1280], ["ar", 1280]]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(site.url + tag + "/8.html");
      await page.click(".languages summary");
      const box = await page.locator(".languages ul").boundingBox();
      if (box.x < 0 || box.x + box.width > width) report(`switches menu of ${tag} outside at ${width}`);
    }
    await page.emulateMedia({ media: "print" });
    if (await page.isVisible(".top") || !await page.isVisible("h1")) report("switches print");
    await page.context().close();
  },

  // without has no script: what needs one is not shown, and everything else is there.
  async without(site, report) {
    const page = await open(site, report, { javaScriptEnabled: false });
    await page.goto(site.url + "index.html");
    await page.click("a[hreflang=ar]");
    if (await page.isVisible(".search") || await page.isVisible(".theme")) report("without a dead control");
    await page.click("main a[href='8.html']");
    await page.click(".languages summary");
    await page.click(".languages a[hreflang=en]");
    await page.waitForURL(site.url + "en/8.html");
    await page.context().close();
  },

  // root opens the first page with several languages of the browser.
  async root(site, report) {
    for (const [locale, want] of Object.entries({ "ar-EG": "ar/index.html", "de-DE": "de-AT/index.html", "ja": "ja/index.html", "zu": "index.html" })) {
      const page = await open(site, report, { locale });
      await page.goto(site.url + "index.html");
      await page.waitForURL(site.url + want).catch(() => report(`root ${locale} leads to ${page.url()}`));
      await page.context().close();
    }
  },
};

async function main() {
  const { chromium: executablePath, sites } = JSON.parse(fs.readFileSync(0, "utf8"));
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const findings = {};
  for (const site of sites) {
    const list = findings[site.name] = [];
    for (const name of site.checks) {
      await checks[name](site, text => list.push(text)).catch(error => list.push(`${name} ${error.message}`));
    }
  }
  await browser.close();
  console.log(JSON.stringify(findings));
}

main();
