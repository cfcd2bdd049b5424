/**
 * Which part may import which. The directions are those of docs/decisions and keep one property alive: the rules that
 * judge a deal run anywhere (terminal, CI, browser, server-side hook), because nothing in them knows where they run.
 *
 * @type {import("dependency-cruiser").IConfiguration}
 */

/** @typedef {{ name: string, comment: string, from: object, to: object }} Rule */

/**
 * @param {string} layer
 * @param {{ may: string[], because: string }} rule paths under src/ (regular expressions) that the layer may import
 * @returns {Rule}
 */
const layer = (layer, { may, because }) => ({
  name: `${layer}-direction`,
  comment: because,
  from: { path: `^src/${layer}/` },
  to: { path: "^(src|scripts|bench|tests)/", pathNot: [`^src/${layer}/`, ...may.map((path) => `^src/${path}`)] },
});

/**
 * @param {string} name
 * @param {{ modules: string, only: string[], because: string }} rule
 * @returns {Rule}
 */
const gateway = (name, { modules, only, because }) => ({
  name,
  comment: because,
  from: { path: "^(src|scripts)/", pathNot: only },
  to: { path: modules },
});

/** @param {string} name */
const npmPackage = (name) => `(^|/)node_modules/${name}/`;

const layers = [
  layer("core", {
    may: [],
    because:
      "core is the judge: CLI, CI, hook and browser call the same functions, so it may depend on nothing that belongs to one of them.",
  }),
  layer("app", {
    may: ["core/"],
    because:
      "A use-case gets the outside world through its ports as arguments; importing an adapter would tie it to one world and to real files in tests.",
  }),
  layer("adapters", {
    may: ["core/", "app/(ports|record-ports|refusal)\\.ts$"],
    because:
      "An adapter implements a port. If it called use-cases, control would run in both directions and no use-case could be read on its own.",
  }),
  layer("cli", {
    may: ["app/", "adapters/", "core/"],
    because: "The command line is one of two places that wire use-cases to the world; it has no business with the other one, the site.",
  }),
  layer("site", {
    may: ["app/", "adapters/", "core/"],
    because: "The site is built from the same use-cases as the command line, never through the command line's arguments and prompts.",
  }),
  {
    name: "scripts-direction",
    comment:
      "A script is an entry point of a few lines: what it does is in cli, where it is tested. generate.ts alone reads core, because it prints what core declares.",
    from: { path: "^scripts/", pathNot: "^scripts/generate" },
    to: { path: "^src/", pathNot: "^src/cli/" },
  },
  {
    name: "generate-reads-core",
    comment: "The generated files print what core declares; anything else in them would not be the same on every machine.",
    from: { path: "^scripts/generate" },
    to: { path: "^src/", pathNot: "^src/core/" },
  },
  {
    name: "nobody-imports-tests-or-bench",
    comment: "Tests and benchmarks use the project; a project that uses them cannot be shipped without them.",
    from: { path: "^(src|scripts)/" },
    to: { path: "^(tests|bench)/" },
  },
];

const purity = [
  {
    name: "core-has-no-builtins",
    comment: "core runs in the browser too, where Node's built-in modules do not exist.",
    from: { path: "^src/core/" },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "astro-in-site-only",
    comment:
      "The judge and the command line outlive any site generator; everything that knows Astro or Starlight can be replaced with src/site.",
    from: { path: "^src/", pathNot: "^src/site/" },
    to: { path: [npmPackage("(astro|@astrojs/[^/]+)"), "^(astro|virtual):"] },
  },
  {
    name: "app-has-no-builtins",
    comment: "A use-case asks a port. Files, processes and the machine are the adapters' affair.",
    from: { path: "^src/app/" },
    to: { dependencyTypes: ["core"] },
  },
  gateway("files-and-processes-in-adapters", {
    modules: "^(node:)?(fs|fs/promises|child_process|worker_threads|net|http|https)$",
    only: ["^src/adapters/", "^scripts/", "^src/site/handbook/"],
    because:
      "Reading, writing and starting processes happens in adapters, so that a rule about them (UTF-8, links, exit codes) is kept in one place. The handbook's loader reads the images that Astro wants as files.",
  }),
];

const gateways = [
  gateway("simple-git-in-one-adapter", {
    modules: npmPackage("simple-git"),
    only: ["^src/adapters/git/"],
    because: "simple-git turns every result into text and starts a process a call: only the git adapter knows when that is acceptable.",
  }),
  gateway("cel-in-the-expression-folder", {
    modules: npmPackage("(@marcbachmann/cel-js|re2js)"),
    only: ["^src/core/expression/", "^tests/core/expression/"],
    because: "An expression or pattern of a pull request is bounded before it runs; only core/expression does that.",
  }),
  gateway("octokit-in-the-forge-adapter", {
    modules: npmPackage("@octokit"),
    only: ["^src/adapters/forge/"],
    because: "The forge's answers are data from outside; the adapter turns them, and its errors, into our own.",
  }),
  gateway("gray-matter-in-one-file", {
    modules: npmPackage("gray-matter"),
    only: ["^src/core/text/text-after-front-matter\\.ts$"],
    because:
      "gray-matter evaluates JavaScript front matter and caches broken texts unless it is called just so; text-after-front-matter.ts is the only place that does.",
  }),
  gateway("pagefind-in-one-adapter", {
    modules: npmPackage("pagefind"),
    only: ["^src/adapters/search-index\\.ts$"],
    because: "Pagefind answers errors instead of throwing them, and keeps a process until it is closed; the adapter takes care of both.",
  }),
  gateway("one-markdown-parser", {
    modules: npmPackage("satteri"),
    only: ["^src/core/text/parse-markdown\\.ts$", "^src/core/handbook/", "^src/site/handbook/", "^src/adapters/"],
    because:
      "What the check sees must be what the site shows, so Markdown is parsed with the same options everywhere; browsers alone have another parser, and a test that compares the two.",
  }),
];

// Forgotten files are watched by the dead-code check: it reads .astro pages too, which dependency-cruiser cannot.
const hygiene = [
  {
    name: "no-cycles",
    comment: "Files that import each other in a ring can only be read, tested and moved together.",
    from: { path: "^(src|scripts|bench)/" },
    to: { circular: true },
  },
  {
    name: "resolvable",
    comment:
      "An import that cannot be found is not watched by any of these rules. (astro: modules exist in a build only; hast and mdast have types and no code.)",
    from: { path: "^(src|scripts|bench|tests)/" },
    to: { couldNotResolve: true, pathNot: ["^(astro|virtual):", "^(hast|mdast)$"] },
  },
  {
    name: "no-development-packages-in-src",
    comment: "What src needs must be in dependencies: an adopter who installs without development packages can still check and build.",
    from: { path: "^src/" },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  },
  {
    name: "declared-packages-only",
    comment: "A package that is there because another one brought it can vanish with that one's next version.",
    from: { path: "^(src|scripts|bench|tests)/" },
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },
];

export default {
  forbidden: [...layers, ...purity, ...gateways, ...hygiene].map((rule) => ({ severity: "error", ...rule })),
  options: {
    // TypeScript 7 has no parser that JavaScript can call; swc reads the same syntax, type-only imports included.
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^tests/cases/", "^dist/", "^\\.astro/"] },
    enhancedResolveOptions: {
      extensions: [".ts", ".mjs", ".js", ".json", ".astro"],
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
