import { readFile, writeFile } from "node:fs/promises";

/** A package as package-lock.json records it, as far as it is looked at here. */
interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface LockFile {
  readonly packages: Record<string, LockedPackage>;
}

const systems: Readonly<Record<string, string>> = { windows: "win32", wasi: "wasi" };
const knownSystems = ["android", "darwin", "freebsd", "linux", "openharmony", "win32", "windows", "wasi"];
const knownProcessors = ["arm64", "x64", "ia32", "ppc64", "riscv64", "s390x", "loong64", "wasm32", "arm"];

/** The machines that a package such as `@scope/binding-linux-x64-musl` is for, read from its name. */
function machinesOf(name: string) {
  const words = name.split(/[/-]/);
  const system = words.find((word) => knownSystems.includes(word));
  const processor = words.find((word) => knownProcessors.includes(word));
  if (system === undefined || processor === undefined) return undefined;
  const libc = words.find((word) => /^(?:musl|gnu)/.test(word));
  return {
    os: [systems[system] ?? system],
    cpu: [processor],
    ...(system === "linux" && libc !== undefined && { libc: [libc.startsWith("musl") ? "musl" : "glibc"] }),
  };
}

const isExact = (version: string): boolean => /^\d+\.\d+\.\d+/.test(version);

function missingFrom({ packages }: LockFile): [string, object][] {
  return Object.values(packages).flatMap(({ dev, optionalDependencies = {} }) =>
    Object.entries(optionalDependencies).flatMap(([name, version]): [string, object][] => {
      const machines = machinesOf(name);
      if (!machines || !isExact(version) || packages[`node_modules/${name}`]) return [];
      return [[`node_modules/${name}`, { version, ...machines, ...(dev && { dev }), optional: true }]];
    }),
  );
}

// A registry may not have a platform's package yet when its siblings are out. npm then leaves it out of the lock file, and
// `npm ci` refuses the file on every machine. What is added here is what npm would have written, but for the checksum.
const file = new URL("../package-lock.json", import.meta.url);
const lock: LockFile = JSON.parse(await readFile(file, "utf8"));
const missing = missingFrom(lock);
const isCheck = process.argv.includes("--check");
if (missing.length > 0 && !isCheck) {
  const packages = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) }).sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
}
console.log(`${missing.length} packages of other platforms ${isCheck ? "are missing from" : "added to"} package-lock.json`);
if (isCheck && missing.length > 0) {
  console.error("Run: npm run complete-lock");
  process.exitCode = 1;
}
