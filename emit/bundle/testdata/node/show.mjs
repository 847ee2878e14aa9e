// Reads {folders, calls} from standard input, and writes for each folder the texts that a program shows for the calls,
// or why it refuses the files.
import { FluentBundle, FluentResource } from "@fluent/bundle";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import i18next from "i18next";
import { IntlMessageFormat } from "intl-messageformat";
import { xcstrings2locize } from "locize-xcstrings";
import { MessageFormat } from "messageformat";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const json = (dir, name) => JSON.parse(fs.readFileSync(path.join(dir, name), "utf8"));

/** Gives make(locale), made once. */
function perLocale(make) {
  const made = new Map();
  return (locale) => {
    if (!made.has(locale)) made.set(locale, make(locale));
    return made.get(locale);
  };
}

/** The arguments with the one that counts as a number. */
const withNumber = (c) => (c.plural ? { ...c.args, [c.plural]: Number(c.args[c.plural]) } : c.args);

const formats = {
  formatjs(dir) {
    const messages = perLocale((locale) => json(dir, `${locale}.json`));
    return (c) => new IntlMessageFormat(messages(c.locale)[c.id], c.locale).format(withNumber(c));
  },

  arb(dir) {
    const resources = perLocale((locale) => json(dir, `errors_${locale.replaceAll("-", "_")}.arb`));
    for (const base of ["zh"]) {
      const file = resources(base);
      if (file["@@locale"] !== base || file.e1001 !== resources("zh-Hans").e1001) throw new Error(`no ${base}`);
    }
    return (c) => {
      const file = resources(c.locale);
      if (file["@@locale"] !== c.locale.replaceAll("-", "_")) throw new Error("wrong locale");
      const key = c.id.replace("E", "e").replace(/[.-](\w)/g, (_, letter) => letter.toUpperCase());
      const declared = Object.entries(file["@" + key].placeholders ?? {});
      const args = Object.fromEntries(declared.map(([name, { type }]) => [name, type === "int" ? Number(c.args[name]) : c.args[name]]));
      return new IntlMessageFormat(file[key], c.locale, undefined, { ignoreTag: true }).format(args);
    };
  },

  i18next(dir) {
    const instances = perLocale((locale) => {
      const instance = i18next.createInstance();
      instance.init({
        lng: locale,
        fallbackLng: "dev",
        showSupportNotice: false,
        initAsync: false,
        resources: {
          [locale]: { translation: json(dir, `${locale}/errors.json`) },
          dev: { translation: new Proxy({}, { get: () => "from the fallback language" }) },
        },
        interpolation: { escapeValue: false },
        missingInterpolationHandler: (text, match) => match[1],
      });
      return instance;
    });
    return (c) => {
      const options = { ...c.args };
      if (c.plural) options.count = Number(c.args[c.plural]);
      if (c.select) options.context = c.args[c.select];
      return instances(c.locale).t(c.id, options);
    };
  },

  fluent(dir) {
    const bundles = perLocale((locale) => {
      const bundle = new FluentBundle(`${locale}-u-nu-latn`, { useIsolating: false });
      const errors = bundle.addResource(new FluentResource(fs.readFileSync(path.join(dir, locale, "errors.ftl"), "utf8")));
      if (errors.length) throw errors[0];
      return bundle;
    });
    return (c) => {
      const bundle = bundles(c.locale);
      const errors = [];
      const text = bundle.formatPattern(bundle.getMessage(c.id.replace(".", "-")).value, withNumber(c), errors);
      if (errors.length) throw errors[0];
      return text;
    };
  },

  mf2(dir) {
    const messages = perLocale((locale) => json(dir, `${locale}.mf2.json`));
    return (c) =>
      new MessageFormat(c.locale, messages(c.locale)[c.id], { bidiIsolation: "none" }).format(c.args, (error) => {
        throw error;
      });
  },

  xcstrings(dir) {
    const { resources } = xcstrings2locize(fs.readFileSync(path.join(dir, "Errors.xcstrings"), "utf8"));
    return (c) => {
      const texts = resources[c.locale];
      const text = (c.plural ? texts[`${c.id}[variations.plural.${c.category}]`] : texts[`${c.id}_${c.category}`] ?? texts[c.id]).value;
      if (!c.names.length) return text;
      return text.replace(/%(?:%|(\d+)\$(@|lld)|(.{1,5}))/g, (whole, index, verb, other) => {
        if (other !== undefined) throw new Error(`format ${whole}`);
        if (index === undefined) return "%";
        const name = c.names[index - 1];
        if ((verb === "lld") !== (name === c.plural)) throw new Error(`wrong type of ${name}`);
        return c.args[name];
      });
    };
  },

  async typescript(dir) {
    fs.writeFileSync(path.join(dir, "package.json"), '{"type": "module", "sideEffects": false}');
    const options = "--strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes --noUnusedLocals --noUnusedParameters --noImplicitReturns --verbatimModuleSyntax --isolatedModules --erasableSyntaxOnly";
    const modules = fs.readdirSync(dir, { recursive: true }).filter((name) => name.endsWith(".ts"));
    run(bin("tsc"), dir, ...options.split(" "), "--target", "es2020", "--module", "nodenext", "--outDir", "built", ...modules);
    if (modules.includes("use.ts")) {
      const printed = run(process.execPath, dir, "built/use.js");
      if (printed !== used) throw new Error(`use.ts prints ${printed}`);
      run(bin("esbuild"), dir, "built/use.js", "--bundle", "--format=esm", "--charset=utf8", "--outfile=bundle.js", "--log-level=error");
      const bundled = fs.readFileSync(path.join(dir, "bundle.js"), "utf8");
      if (!bundled.includes(`it's 'quoted' and "double"déjà vu`)) throw new Error("the bundle lacks the text that it needs");
      if (bundled.includes("E1002") || bundled.includes("100 %")) throw new Error("the bundle has texts that it does not need");
    }
    const load = (name) => import(pathToFileURL(path.join(dir, "built", name)));
    const { format } = await load("errors.js");
    const locales = {};
    for (const name of fs.readdirSync(path.join(dir, "built", "locales"))) locales[name.slice(0, -3)] = (await load(`locales/${name}`)).messages;
    return (c) => {
      const message = locales[c.locale][c.id];
      return c.names.length ? format(message, c.args) : format(message);
    };
  },

  json(dir) {
    const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
    addFormats(ajv);
    const data = json(dir, "messages.json");
    const validate = ajv.compile(json(dir, data.$schema));
    if (!validate(data)) throw new Error(ajv.errorsText(validate.errors.slice(0, 3)));
    const texts = Object.fromEntries(data.errors.flatMap((e) => e.texts).map((t) => [t.id, t]));
    return (c) => {
      const text = texts[c.id];
      const forms = text.messages[c.locale];
      let category = "other";
      if (text.plural) category = new Intl.PluralRules(c.locale).select(Number(c.args[text.plural]));
      if (text.select) category = c.args[text.select];
      const segments = Object.hasOwn(forms, category) ? forms[category] : forms.other;
      return segments.map((s) => (typeof s === "string" ? s : c.args[s.arg])).join("");
    };
  },
};

/** What use.ts prints. */
const used = `Error1001 409 true false it's 'quoted' and "double"déjà vu a''3قيمة''b''
one 1 value (en) of a
other 1.0 value (en) of a
other 10000000 value (en) of a
`;

const bin = (tool) => new URL(`node_modules/.bin/${tool}`, import.meta.url).pathname;

function run(program, dir, ...args) {
  try {
    return execFileSync(program, args, { cwd: dir, encoding: "utf8" });
  } catch (error) {
    throw new Error(`${path.basename(program)}: ${error.stdout || error.stderr || error.message}`);
  }
}

async function show({ format, dir }, calls) {
  try {
    const text = await formats[format](dir);
    return {
      texts: calls.map((c) => {
        try {
          return text(c);
        } catch (error) {
          return `! ${error.message}`;
        }
      }),
    };
  } catch (error) {
    return { error: error.message };
  }
}

const { folders, calls } = JSON.parse(fs.readFileSync(0, "utf8"));
const outcomes = [];
for (const folder of folders) outcomes.push(await show(folder, calls));
fs.writeFileSync(1, JSON.stringify(outcomes));
