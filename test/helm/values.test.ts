import { expect, test } from '@jest/globals';
import { type Files, render } from './render.ts';

/** Expected is what Helm 4.2.1 gives. */
interface Case {
  readonly name: string;
  readonly files: Files;
  readonly values?: string;
  readonly out: string;
}

const cases: readonly Case[] = [
  {
    name: 'a null takes a default away, and stays where there is none to take away',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'values.yaml': `a: 1
b: {c: 1, d: null}
e: null
f: {g: {h: 1}}
k: [1]
`,
      'templates/a.yaml': 'v: {{ toJson .Values }}\n',
    },
    values: `a: null
b: {c: null, x: null}
f: null
y: null
z: {q: null}
k: {m: 1}
`,
    out: `---
# Source: app/templates/a.yaml
v: {"b":{"x":null},"k":{"m":1},"true":null,"z":{"q":null}}
`,
  },
  {
    name: 'values of a chart within, with its globals',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: db, version: 1.x.x}]
`,
      'values.yaml': `db: {a: 1, n: null, m: {x: null, y: 2}}
global: {g: 1, t: {u: 1, n: null}}
`,
      'templates/a.yaml': 'v: {{ toJson .Values }}\n',
      'charts/db/Chart.yaml': `apiVersion: v2
name: db
version: 1.2.3
`,
      'charts/db/values.yaml': `a: 0
n: 5
m: {x: 9, z: 3}
own: null
global: {t: {v: 2, u: 3}, h: 4}
`,
      'charts/db/templates/a.yaml': 'v: {{ toJson .Values }}\n',
    },
    values: 'db: {a: null, m: {z: null}}\n',
    out: `---
# Source: app/charts/db/templates/a.yaml
v: {"global":{"g":1,"h":4,"t":{"false":null,"u":1,"v":2}},"m":{"true":2}}

---
# Source: app/templates/a.yaml
v: {"db":{"global":{"g":1,"h":4,"t":{"false":null,"u":1,"v":2}},"m":{"true":2}},"global":{"g":1,"t":{"u":1}}}
`,
  },
  {
    name: 'a global map does not go over a global that is no map',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: db, version: "*"}]
`,
      'values.yaml': 'global: {a: {b: 1}}\n',
      'charts/db/Chart.yaml': `apiVersion: v2
name: db
version: 1.2.3
`,
      'charts/db/values.yaml': 'global: {a: 2, c: 3}\n',
      'charts/db/templates/a.yaml': 'v: {{ toJson .Values }}\n',
    },
    values: 'global: {a: {b: null}, d: null}\n',
    out: `---
# Source: app/charts/db/templates/a.yaml
v: {"global":{"a":{"b":1},"c":3,"d":null}}
`,
  },
  {
    name: 'documents of a values file go over one another',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'values.yaml': `---
a: 1
b: {c: 1}
---
# x
b: {d: 2}
---
`,
      'templates/a.yaml': 'v: {{ toJson .Values }}\n',
    },
    values: `--- # q
a: 5
---
a: 6
`,
    out: `---
# Source: app/templates/a.yaml
v: {"a":6,"b":{"c":1,"d":2}}
`,
  },
  {
    name: 'what follows a mark of documents on its line',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'templates/a.yaml': 'v: {{ toJson .Values }}\n',
    },
    values: `a: 1
--- b
c: 1
`,
    out: 'Error: error reading yaml document: invalid Yaml document separator: b',
  },
  {
    name: 'a number where values of a chart within belong',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: db, version: 1.x}]
`,
      'charts/db/Chart.yaml': `apiVersion: v2
name: db
version: 1.2.3
`,
    },
    values: 'db: 5\n',
    out: 'Error: chart dependencies processing failed: type mismatch on db: %!t(float64=5)',
  },
  {
    name: 'a boolean where values of a chart within belong',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: db, version: 1.x}]
`,
      'charts/db/Chart.yaml': `apiVersion: v2
name: db
version: 1.2.3
`,
    },
    values: 'db: off\n',
    out: 'Error: chart dependencies processing failed: type mismatch on db: false',
  },
  {
    name: 'a list for a values file',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'values.yaml': '- a\n',
    },
    out: `Error: cannot load values.yaml: cannot unmarshal yaml document: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface {}`,
  },
  {
    name: 'a number for a values file',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'values.yaml': '5\n',
    },
    out: `Error: cannot load values.yaml: cannot unmarshal yaml document: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal number into Go value of type map[string]interface {}`,
  },
];

test.each(cases)('$name', ({ files, values, out }) => {
  expect(render(files, values)).toBe(out);
});
