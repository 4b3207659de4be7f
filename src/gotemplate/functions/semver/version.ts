import { family } from '../../value/family.ts';
import { GoError } from '../../value/go-error.ts';
import { SizedInteger } from '../../value/number.ts';
import { type FunctionTable, GoObject, type Value } from '../../value/value.ts';
import { compareVersions, parseVersion, showVersion, type Version } from './parse-version.ts';

const ZERO_VERSION: Version = { major: 0n, minor: 0n, patch: 0n, pre: '', metadata: '', original: '' };

/** A version as a value: `*semver.Version`, or `semver.Version` where a method gives one. */
export class VersionObject extends GoObject {
  readonly version: Version;

  constructor(version: Version, type: '*semver.Version' | 'semver.Version' = '*semver.Version') {
    super(type, type.startsWith('*') ? 'ptr' : 'struct');
    this.version = version;
  }

  override get printed(): ReadonlyMap<string, Value> {
    const { major, minor, patch, pre, metadata, original } = this.version;
    const numbers = Object.entries({ major, minor, patch });
    return new Map<string, Value>([
      ...numbers.map(([name, value]): [string, Value] => [name, new SizedInteger('uint64', value)]),
      ...Object.entries({ pre, metadata, original }),
    ]);
  }

  override get methods(): FunctionTable {
    return methodsOf(this.version);
  }

  override text(): string {
    return showVersion(this.version);
  }

  override plain(): Value {
    return this.text();
  }

  override deepCopied(): GoObject {
    return new VersionObject(ZERO_VERSION);
  }

  override equals(other: GoObject): boolean {
    if (!(other instanceof VersionObject)) return false;
    return this === other || (this.text() === other.text() && this.version.original === other.version.original);
  }
}

function methodsOf(version: Version): FunctionTable {
  const compare = (other: VersionObject): number => compareVersions(version, other.version);
  const next = (changes: Partial<Version>): VersionObject => {
    const bare = { ...version, pre: '', metadata: '', ...changes };
    const prefix = version.original.startsWith('v') ? 'v' : '';
    return new VersionObject({ ...bare, original: prefix + showVersion(bare) }, 'semver.Version');
  };
  return family('Masterminds/semver version.go', {
    Major: { takes: [], run: () => new SizedInteger('uint64', version.major) },
    Minor: { takes: [], run: () => new SizedInteger('uint64', version.minor) },
    Patch: { takes: [], run: () => new SizedInteger('uint64', version.patch) },
    Prerelease: { takes: [], run: () => version.pre },
    Metadata: { takes: [], run: () => version.metadata },
    Original: { takes: [], run: () => version.original },
    String: { takes: [], run: () => showVersion(version) },
    Compare: { takes: ['version'], run: (other: VersionObject) => BigInt(compare(other)) },
    Equal: { takes: ['version'], run: (other: VersionObject) => compare(other) === 0 },
    GreaterThan: { takes: ['version'], run: (other: VersionObject) => compare(other) > 0 },
    GreaterThanEqual: { takes: ['version'], run: (other: VersionObject) => compare(other) >= 0 },
    LessThan: { takes: ['version'], run: (other: VersionObject) => compare(other) < 0 },
    LessThanEqual: { takes: ['version'], run: (other: VersionObject) => compare(other) <= 0 },
    IncMajor: { takes: [], run: () => next({ major: version.major + 1n, minor: 0n, patch: 0n }) },
    IncMinor: { takes: [], run: () => next({ minor: version.minor + 1n, patch: 0n }) },
    IncPatch: { takes: [], run: () => next(version.pre === '' ? { patch: version.patch + 1n } : {}) },
  });
}

/** @returns a text as a version: `semver`. @throws GoError */
export function makeVersion(text: string): VersionObject {
  const version = parseVersion(text);
  if (typeof version === 'string') throw new GoError(version);
  return new VersionObject(version);
}
