// Reads XLIFF files with the npm package xliff, prints their texts, and writes them again.
const fs = require("fs");
const { xliff12ToJs, jsToXliff12, xliff2js, js2xliff } = require(process.argv[2] + "/node_modules/xliff");

const plain = parts => [parts ?? ""].flat().map(part => {
	if (typeof part === "string") return part;
	const { contents, disp } = part.Span ?? part.Standalone;
	return contents ?? disp;
}).join("");

(async () => {
	const files = {};
	for (const path of process.argv.slice(3)) {
		const text = fs.readFileSync(path, "utf8");
		const [read, write] = /<xliff[^>]* version="1.2"/.test(text) ? [xliff12ToJs, jsToXliff12] : [xliff2js, js2xliff];
		const document = await read(text);
		files[path] = {};
		for (const [id, unit] of Object.entries(document.resources.errors)) {
			files[path][id] = [plain(unit.source), plain(unit.target)];
		}
		fs.writeFileSync(path, await write(document, { indent: "" }));
	}
	console.log(JSON.stringify(files));
})();
