// Reads [{parser, option, text}] from the file named by the first argument and writes for each text the
// structure that an OData parser found, or "error: …". The working directory has the parsers.
"use strict";
const fs = require("fs");
const path = require("path");
const load = (name) => require(path.join(process.cwd(), "node_modules", name));

// Operations of one kind inside each other are one list, because their order does not matter.
function list(op, parts) {
  return op + "(" + parts.map((p) => (p.startsWith(op + "(") ? p.slice(op.length + 1, -1) : p)).join(" ; ") + ")";
}

const quoted = (text) => "'" + text.replace(/'/g, "''") + "'";

const jaystack = {
  operators: { Equals: "eq", NotEquals: "ne", GreaterThan: "gt", GreaterOrEquals: "ge", LesserThan: "lt", LesserOrEquals: "le" },
  // The parser takes texts as they stand in a URL.
  encode: (text) => text.replace(/'(?:[^']|'')*'/g, (literal) => encodeURIComponent(literal)),
  shape(node) {
    const kind = node.type.replace(/Expression$/, "");
    switch (kind) {
      case "And":
      case "Or":
        return list(kind.toLowerCase(), [this.shape(node.value.left), this.shape(node.value.right)]);
      case "Not":
        return "not(" + this.shape(node.value) + ")";
      case "BoolParen":
      case "Common":
        return this.shape(node.value);
      case "MethodCall":
        return node.value.method + "(" + node.value.parameters.map((p) => this.shape(p)).join(" ; ") + ")";
    }
    if (this.operators[kind]) {
      return this.operators[kind] + "(" + this.shape(node.value.left) + " ; " + this.shape(node.value.right) + ")";
    }
    return decodeURIComponent(node.raw);
  },
  run(option, text) {
    const parser = load("odata-v4-parser");
    if (option === "$filter") {
      return this.shape(parser.filter(this.encode(text)));
    }
    parser.query(option + "=" + this.encode(text));
    return "ok";
  },
};

const balena = {
  encode: (text) => encodeURI(text).replace(/[+&#?]/g, encodeURIComponent),
  shape(node, binds) {
    const part = (n) => this.shape(n, binds);
    if (node === null || typeof node !== "object") {
      return String(node);
    }
    if (!Array.isArray(node)) {
      return "bind" in node ? this.literal(binds[node.bind]) : this.property(node, binds);
    }
    const [op, ...args] = node;
    switch (op) {
      case "and":
      case "or":
        return list(op, args.map(part));
      case "call":
        return args[0].method + "(" + args[0].args.map(part).join(" ; ") + ")";
      case "eqany":
        return "in(" + args.map(part).join(" ; ") + ")";
    }
    return op + "(" + args.map(part).join(" ; ") + ")";
  },
  literal([kind, value]) {
    if (kind === "List") {
      return value.map((v) => this.literal(v)).join(",");
    }
    return kind === "Text" ? quoted(value) : String(value);
  },
  property(node, binds) {
    let text = node.name;
    if (node.property) {
      text += "/" + this.property(node.property, binds);
    }
    if (node.count) {
      text += "/$count";
    }
    if (node.method) {
      text += "/" + node.method[1].method + "()";
    }
    if (node.lambda) {
      text += "/" + node.lambda.method + "(" + node.lambda.identifier + ":" + this.shape(node.lambda.expression, binds) + ")";
    }
    return text;
  },
  run(option, text) {
    const { tree, binds } = load("@balena/odata-parser").parse("/X?" + option + "=" + this.encode(text));
    return option === "$filter" ? this.shape(tree.options.$filter, binds) : "ok";
  },
};

const answers = JSON.parse(fs.readFileSync(process.argv[2], "utf8")).map(({ parser, option, text }) => {
  try {
    return { jaystack, balena }[parser].run(option, text);
  } catch (e) {
    return "error: " + (e.message || e);
  }
});
process.stdout.write(JSON.stringify(answers));
