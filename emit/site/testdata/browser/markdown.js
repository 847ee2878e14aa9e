// Renders Markdown as GitHub does. Standard input has {name: text}, standard output gets {name: HTML}.
"use strict";
const { marked } = require("marked");

const pages = JSON.parse(require("fs").readFileSync(0, "utf8"));
for (const name in pages) pages[name] = marked.parse(pages[name], { gfm: true });
console.log(JSON.stringify(pages));
