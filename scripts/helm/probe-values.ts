import { Buffer } from 'node:buffer';
import { basename } from 'node:path';
import { readYaml } from '../../src/gotemplate/functions/encoding/read-yaml.ts';
import { writeYaml } from '../../src/gotemplate/functions/encoding/yaml.ts';
import { family } from '../../src/gotemplate/value/family.ts';
import { SizedInteger } from '../../src/gotemplate/value/number.ts';
import {
  BYTE_LIST,
  type FunctionTable,
  GoList,
  GoMap,
  GoObject,
  type MapType,
  STRING_MAP,
  stringList,
  type Value,
} from '../../src/gotemplate/value/value.ts';
import type { ProbeChart } from './probe.ts';

const VALUES: MapType = { name: 'common.Values', element: 'interface {}' };
const FILES: MapType = { name: 'engine.files', element: '[]uint8', methods: fileMethods };

/** @returns the dot of a template of the chart */
export function dotOf(chart: ProbeChart, template: string): GoMap {
  return new GoMap(
    [
      ['Values', new GoMap(entriesOf(readYaml(chart.chartFiles['values.yaml'] ?? '')), VALUES)],
      ['Chart', metadata(readYaml(chart.chartFiles['Chart.yaml'] ?? ''))],
      ['Release', release(chart)],
      ['Capabilities', new Capabilities(chart)],
      ['Files', files(chart)],
      ['Subcharts', new GoMap()],
      [
        'Template',
        new GoMap(
          [
            ['Name', template],
            ['BasePath', 'probe/templates'],
          ],
          VALUES,
        ),
      ],
    ],
    VALUES,
  );
}

function entriesOf(value: Value): readonly (readonly [string, Value])[] {
  return value instanceof GoMap ? value.entries() : [];
}

function release({ release: name, namespace }: ProbeChart): GoMap {
  return new GoMap([
    ['IsInstall', true],
    ['IsUpgrade', false],
    ['Name', name],
    ['Namespace', namespace],
    ['Revision', 1n],
    ['Service', 'Helm'],
  ]);
}

function metadata(chart: Value): GoMap {
  const given = new Map(entriesOf(chart));
  const text = (key: string): Value => given.get(key) ?? '';
  const maintainers = given.get('maintainers');
  return new GoMap([
    ['APIVersion', text('apiVersion')],
    ['Annotations', new GoMap(entriesOf(given.get('annotations')).map(([key, value]) => [key, String(value)]))],
    ['AppVersion', text('appVersion')],
    ['Condition', ''],
    ['Dependencies', new GoList([])],
    ['Deprecated', false],
    ['Description', ''],
    ['Home', ''],
    ['Icon', ''],
    ['IsRoot', true],
    ['Keywords', given.get('keywords')],
    ['KubeVersion', ''],
    ['Maintainers', new GoList(maintainers instanceof GoList ? maintainers.items.map(maintainer) : [])],
    ['Name', text('name')],
    ['Sources', new GoList([])],
    ['Tags', ''],
    ['Type', text('type')],
    ['Version', text('version')],
  ]);
}

function maintainer(value: Value): GoMap {
  const given = new Map(entriesOf(value));
  return new GoMap([
    ['Email', given.get('email') ?? ''],
    ['Name', given.get('name') ?? ''],
    ['URL', given.get('url') ?? ''],
  ]);
}

class Capabilities extends GoObject {
  readonly #chart: ProbeChart;

  constructor(chart: ProbeChart) {
    super('*common.Capabilities', 'ptr');
    this.#chart = chart;
  }

  override get fields(): ReadonlyMap<string, Value> {
    const helm = new Struct('common.VersionInfo', [
      ['Version', 'v4.2'],
      ['GitCommit', ''],
      ['GitTreeState', ''],
      ['GoVersion', 'go1.26.8'],
    ]);
    return new Map<string, Value>([
      ['KubeVersion', new KubeVersion(this.#chart.kubeVersion)],
      ['APIVersions', stringList(this.#chart.apiVersions)],
      ['HelmVersion', helm],
    ]);
  }
}

class Struct extends GoObject {
  readonly #fields: ReadonlyMap<string, Value>;

  constructor(type: string, fields: readonly (readonly [string, Value])[]) {
    super(type);
    this.#fields = new Map(fields);
  }

  override get fields(): ReadonlyMap<string, Value> {
    return this.#fields;
  }
}

class KubeVersion extends Struct {
  readonly #version: string;

  constructor(version: string) {
    const [major = '', minor = ''] = version.split('.');
    super('common.KubeVersion', [
      ['Version', `v${version}`],
      ['Major', major],
      ['Minor', minor],
    ]);
    this.#version = `v${version}`;
  }

  override get methods(): FunctionTable {
    return family('helm pkg/chart/common/capabilities.go', {
      GitVersion: { takes: [], run: () => this.#version },
    });
  }

  override text(): string {
    return this.#version;
  }
}

function files(chart: ProbeChart): GoMap {
  const names = Object.keys(chart.chartFiles).filter(
    (name) => !/^(Chart\.yaml|values\.yaml|templates\/.*)$/.test(name),
  );
  return new GoMap(
    names.map((name) => [name, bytes(chart.chartFiles[name] ?? '')]),
    FILES,
  );
}

function bytes(text: string): GoList {
  return new GoList(
    [...Buffer.from(text)].map((byte) => new SizedInteger('uint8', BigInt(byte))),
    BYTE_LIST,
  );
}

function textOfBytes(value: Value): string {
  if (!(value instanceof GoList)) return '';
  return Buffer.from(value.items.map((item) => (item instanceof SizedInteger ? Number(item.value) : 0))).toString();
}

function fileMethods(map: GoMap): FunctionTable {
  return family('helm pkg/engine/files.go', {
    AsSecrets: {
      takes: [],
      run: () => {
        const entries = map.entries().map(([name, value]): readonly [string, Value] => {
          return [basename(name), Buffer.from(textOfBytes(value)).toString('base64')];
        });
        return writeYaml(new GoMap(entries, STRING_MAP));
      },
    },
    Get: { takes: ['string'], run: (name: string) => textOfBytes(map.get(name)) },
    GetBytes: { takes: ['string'], run: (name: string) => map.get(name) ?? bytes('') },
    Glob: {
      takes: ['string'],
      run: (pattern: string) => {
        const source = pattern
          .replaceAll('.', '\\.')
          .replaceAll('**', '\0')
          .replaceAll('*', '[^/]*')
          .replaceAll('\0', '.*');
        return new GoMap(
          map.entries().filter(([name]) => new RegExp(`^${source}$`).test(name)),
          FILES,
        );
      },
    },
  });
}
