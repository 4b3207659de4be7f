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
    name: 'conditions, tags, aliases and versions',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies:
- {name: db, version: ~1.2, condition: "db.enabled,global.db"}
- {name: db, version: ">=1", alias: two, condition: two.on, tags: [x, y]}
- {name: db, version: ^2, alias: never}
- {name: db, version: ^1, alias: three, tags: [x, y]}
- {name: db, version: ^1, alias: four, tags: [x]}
`,
      'values.yaml': `db: {enabled: no}
tags: {x: false}
`,
      'templates/a.yaml': 'c: {{ toJson .Chart.Dependencies }}\n',
      'charts/db/Chart.yaml': `apiVersion: v2
name: db
version: 1.2.3
`,
      'charts/db/values.yaml': 'a: 0\n',
      'charts/db/templates/a.yaml': `n: {{ .Chart.Name }} {{ .Template.Name }} {{ .Template.BasePath }} {{ .Chart.IsRoot }}
v: {{ toJson .Values }}
`,
    },
    values: 'tags: {y: true}\n',
    out: `---
# Source: app/charts/three/templates/a.yaml
n: three app/charts/three/templates/a.yaml app/charts/three/templates false
v: {"a":0,"global":{}}

---
# Source: app/charts/two/templates/a.yaml
n: two app/charts/two/templates/a.yaml app/charts/two/templates false
v: {"a":0,"global":{}}

---
# Source: app/templates/a.yaml
c: [{"Alias":"two","Condition":"two.on","Enabled":true,"ImportValues":[],"Name":"two","Repository":"","Tags":["x","true"],"Version":"\\u003e=1"},{"Alias":"never","Condition":"","Enabled":true,"ImportValues":[],"Name":"never","Repository":"","Tags":[],"Version":"^2"},{"Alias":"three","Condition":"","Enabled":true,"ImportValues":[],"Name":"three","Repository":"","Tags":["x","true"],"Version":"^1"}]
`,
  },
  {
    name: 'values that a chart takes from one within',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies:
- name: db
  version: ^1
  import-values: [data, {child: inner.x, parent: up.here}, {child: nope, parent: z}]
`,
      'values.yaml': `k: mine
up: {here: {q: 1}}
`,
      'templates/a.yaml': `v: {{ toJson .Values }}
d: {{ toJson .Chart.Dependencies }}
`,
      'charts/db/Chart.yaml': `apiVersion: v2
name: db
version: 1.2.3
`,
      'charts/db/values.yaml': `exports: {data: {k: theirs, l: 2, n: null}}
inner: {x: {q: 5, r: 6, s: null}}
`,
      'charts/db/templates/a.yaml': 'v: {{ toJson .Values }}\n',
    },
    values: 'db: {inner: {x: {r: 7}}}\n',
    out: `---
# Source: app/charts/db/templates/a.yaml
v: {"exports":{"data":{"false":null,"k":"theirs","l":2}},"global":{},"inner":{"x":{"q":5,"r":7,"s":null}}}

---
# Source: app/templates/a.yaml
v: {"db":{"exports":{"data":{"false":null,"k":"theirs","l":2}},"global":{},"inner":{"x":{"q":5,"r":7,"s":null}}},"k":"mine","l":2,"up":{"here":{"q":1,"r":6}}}
d: [{"Alias":"","Condition":"","Enabled":true,"ImportValues":[{"child":"exports.data","parent":"."},{"child":"inner.x","parent":"up.here"},{"child":"nope","parent":"z"}],"Name":"db","Repository":"","Tags":[],"Version":"^1"}]
`,
  },
  {
    name: 'a library gives templates only',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: lib, version: 1.x}]
`,
      'templates/a.yaml': '{{ include "lib.x" . }}\n',
      'charts/lib/Chart.yaml': `apiVersion: v2
name: lib
version: 1.2.3
type: library
`,
      'charts/lib/templates/_x.tpl': '{{ define "lib.x" }}x: {{ .Chart.Name }}{{ end }}',
      'charts/lib/templates/no.yaml': 'no: 1\n',
    },
    out: `---
# Source: app/templates/a.yaml
x: app
`,
  },
  {
    name: 'conditions of charts within charts',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: mid, version: 1.x, alias: m}]
`,
      'values.yaml': 'm: {low: {a: 1}}\n',
      'charts/mid/Chart.yaml': `apiVersion: v2
name: mid
version: 1.2.3
dependencies: [{name: low, version: 1.x, condition: low.on},{name: low, version: 1.x, alias: l2, condition: global.l2}]
`,
      'charts/mid/values.yaml': 'low: {on: true, b: 2}\n',
      'charts/mid/templates/a.yaml': 'v: {{ toJson .Values }}\n',
      'charts/mid/charts/low/Chart.yaml': `apiVersion: v2
name: low
version: 1.2.3
`,
      'charts/mid/charts/low/values.yaml': 'c: 3\n',
      'charts/mid/charts/low/templates/a.yaml': `v: {{ toJson .Values }}
p: {{ .Template.Name }}
`,
    },
    values: `m: {low: {d: 4}}
global: {l2: false}
`,
    out: `---
# Source: app/charts/m/charts/low/templates/a.yaml
v: {"a":1,"b":2,"c":3,"d":4,"global":{"l2":false},"true":true}
p: app/charts/m/charts/low/templates/a.yaml

---
# Source: app/charts/m/templates/a.yaml
v: {"global":{"l2":false},"low":{"a":1,"b":2,"c":3,"d":4,"global":{"l2":false},"true":true}}
`,
  },
  {
    name: 'a chart that nothing names is there, and nothing below it is judged',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
`,
      'values.yaml': 'db: {a: 1}\n',
      'charts/db/Chart.yaml': `apiVersion: v2
name: db
version: 1.2.3
dependencies: [{name: low, version: 1.x, condition: x.y}]
`,
      'charts/db/charts/low/Chart.yaml': `apiVersion: v2
name: low
version: 1.2.3
`,
      'charts/db/charts/low/templates/a.yaml': 'v: {{ toJson .Values }}\n',
      'charts/_skip/x': '',
      'charts/.skip/x': '',
      'charts/README.md': 'x',
    },
    values: `x: {y: false}
db: {x: {y: false}}
`,
    out: 'Error: error unpacking subchart README.md in app: Chart.yaml file is missing',
  },
  {
    name: 'requirements of the first version of charts',
    files: {
      'Chart.yaml': `name: app
version: 1.0.0
`,
      'requirements.yaml': `dependencies:
- {name: db, version: 1.x, condition: db.on}
`,
      'requirements.lock': 'dependencies: []\n',
      'templates/a.yaml': 'f: {{ range $p, $b := .Files.Glob "**" }}{{ $p }} {{ end }}{{ .Chart.APIVersion }}\n',
      'charts/db/Chart.yaml': `apiVersion: v2
name: db
version: 1.2.3
`,
      'charts/db/templates/a.yaml': 'a: {{ toJson .Chart }}\n',
    },
    values: 'db: {on: true}\n',
    out: `---
# Source: app/charts/db/templates/a.yaml
a: {"APIVersion":"v2","Annotations":null,"AppVersion":"","Condition":"","Dependencies":[],"Deprecated":false,"Description":"","Home":"","Icon":"","IsRoot":false,"Keywords":[],"KubeVersion":"","Maintainers":[],"Name":"db","Sources":[],"Tags":"","Type":"","Version":"1.2.3"}

---
# Source: app/templates/a.yaml
f: requirements.lock requirements.yaml v1
`,
  },
  {
    name: 'a dependency that is not there',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: db, version: 1.x}]
`,
      'templates/a.yaml': 'a: 1\n',
    },
    out: `Error: an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: db`,
  },
  {
    name: 'an alias with a point',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: db, version: 1.x, alias: a.b}]
`,
    },
    out: 'Error: validation: dependency "db" has disallowed characters in the alias',
  },
  {
    name: 'two of one name',
    files: {
      'Chart.yaml': `apiVersion: v2
name: app
version: 1.0.0
dependencies: [{name: db, version: 1.x},{name: x, version: 1.x, alias: db}]
`,
    },
    out: 'Error: validation: more than one dependency with name or alias "db"',
  },
];

test.each(cases)('$name', ({ files, values, out }) => {
  expect(render(files, values)).toBe(out);
});
