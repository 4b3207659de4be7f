import { expect, test } from '@jest/globals';
import { CHART, explain, explainField, file } from './explain.ts';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n';

function chartNamed(name: string, more = ''): string {
  return `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`;
}

test('the later of files and options is told', () => {
  const files = {
    ...CHART,
    'values.yaml': 'a: 0\nb: 0\nc: 0\nd: [1]\n',
    'templates/c.yaml': `${CONFIG}  all: {{- toYaml .Values | nindent 4 }}\n`,
  };
  const text = explain(
    files,
    file('a: 1\nb: 1\n', 'one.yaml'),
    file('# two\nb: 2\n', 'two.yaml'),
    { kind: 'option', option: '--set', text: 'c=3,d[0]=4', values: 'typed' },
    { kind: 'option', option: '--set-string', text: 'e=5', values: 'text' },
  );
  expect(text.split('\n').filter((line) => line.includes('.Values'))).toEqual([
    '      .Values.a: 1  one.yaml:1',
    '      .Values.b: 2  two.yaml:2',
    '      .Values.c: 3  --set c',
    '      .Values.d[0]: 4  --set d[0]',
    '      .Values.e: "5"  --set-string e',
  ]);
});

test('a null that takes a default away is told as what sets it', () => {
  const files = {
    ...CHART,
    'values.yaml': 'a: 1\n',
    'templates/c.yaml': `${CONFIG}  a: {{ default "none" .Values.a }}\n`,
  };
  expect(explainField('data.a', files, file('a: null\n'))).toEqual([
    'data.a: none  app/templates/c.yaml:6',
    '.Values.a  my.yaml:1',
  ]);
});

test('values of a chart below are told where they can be set, and by whom they are', () => {
  const files = {
    'Chart.yaml': chartNamed(
      'app',
      'dependencies:\n  - {name: db, version: 1.0.0}\n  - {name: db, version: 1.0.0, alias: cache}\n',
    ),
    'values.yaml': 'global:\n  region: eu\ncache:\n  size: 2\n',
    'charts/db/Chart.yaml': chartNamed('db'),
    'charts/db/values.yaml': 'size: 1\nengine: x\nglobal:\n  region: us\n  own: here\n',
    'charts/db/templates/c.yaml': `${CONFIG.replace('name: c', 'name: {{ .Chart.Name }}')}  size: {{ .Values.size }}
  engine: {{ .Values.engine }}
  region: {{ .Values.global.region }}
  own: {{ .Values.global.own }}
  unset: {{ .Values.global.other }}x
`,
  };
  expect(
    explain(files, file('db:\n  engine: z\n'))
      .split('\n')
      .filter((line) => /by|Values/.test(line)),
  ).toEqual([
    'ConfigMap/cache, by app/charts/cache/templates/c.yaml',
    '      .Values.size (cache.size): 2  app/values.yaml:4',
    '      .Values.engine (cache.engine): x  app/charts/cache/values.yaml:2',
    '      .Values.global.region: eu  app/values.yaml:2',
    '      .Values.global.own (cache.global.own): here  app/charts/cache/values.yaml:5',
    'ConfigMap/db, by app/charts/db/templates/c.yaml',
    '      .Values.size (db.size): 1  app/charts/db/values.yaml:1',
    '      .Values.engine (db.engine): z  my.yaml:2',
    '      .Values.global.region: eu  app/values.yaml:2',
    '      .Values.global.own (db.global.own): here  app/charts/db/values.yaml:5',
  ]);
});

test('an imported value is told with the file of the chart that it is imported from', () => {
  const files = {
    'Chart.yaml': chartNamed(
      'app',
      'dependencies:\n  - name: db\n    version: 1.0.0\n    import-values:\n      - defaults\n      - {child: settings, parent: database.taken}\n',
    ),
    'values.yaml': 'database:\n  taken:\n    own: 1\n',
    'charts/db/Chart.yaml': chartNamed('db'),
    'charts/db/values.yaml': 'exports:\n  defaults:\n    port: 5432\nsettings:\n  own: 2\n  user: admin\n',
    'templates/c.yaml': `${CONFIG}  port: {{ .Values.port }}
  own: {{ .Values.database.taken.own }}
  user: {{ .Values.database.taken.user }}
`,
  };
  expect(
    explain(files)
      .split('\n')
      .filter((line) => /Values/.test(line)),
  ).toEqual([
    '      .Values.port: 5432  app/charts/db/values.yaml:3',
    '      .Values.database.taken.own: 1  app/values.yaml:3',
    '      .Values.database.taken.user: admin  app/charts/db/values.yaml:6',
  ]);
});

test('what a template puts into the values is told as what it was made of', () => {
  const files = {
    ...CHART,
    'values.yaml': 'a: 1\nb: {x: 2}\nc: {z: 3}\n',
    'templates/c.yaml': `${CONFIG}  {{- $_ := set .Values "made" (printf "%s-made" .Release.Name) }}
  {{- $merged := mergeOverwrite (deepCopy .Values.b) .Values.c }}
  made: {{ .Values.made }}
  x: {{ $merged.x }}
  z: {{ get $merged "z" }}
  first: {{ first (list .Values.a .Values.b.x) }}
  {{- range $one := list .Values.a .Values.c.z }}
  l{{ $one }}: {{ $one }}
  {{- end }}
`,
  };
  expect(
    explain(files)
      .split('\n')
      .filter((line) => /^ {2}data|\.Values|Release/.test(line)),
  ).toEqual([
    '  data.made: rel-made  app/templates/c.yaml:8',
    '      .Release.Name: rel  of the chart or the release',
    '  data.x: 2  app/templates/c.yaml:9',
    '      .Values.b.x: 2  app/values.yaml:2',
    '  data.z: 3  app/templates/c.yaml:10',
    '      .Values.c.z: 3  app/values.yaml:3',
    '  data.first: 1  app/templates/c.yaml:11',
    '      .Values.a: 1  app/values.yaml:1',
    '  data.l1: 1  app/templates/c.yaml:13',
    '      .Values.a: 1  app/values.yaml:1',
    '      if .Values.c.z: 3  app/values.yaml:3',
    '  data.l3: 3  app/templates/c.yaml:13',
    '      .Values.c.z: 3  app/values.yaml:3',
    '      if .Values.a: 1  app/values.yaml:1',
  ]);
});

test('what a Secret is made of is shown nowhere', () => {
  const files = {
    ...CHART,
    'values.yaml': 'password: hunter2\nuser: admin\n',
    'templates/s.yaml':
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  password: {{ .Values.password }}\ntype: Opaque\n',
    'templates/c.yaml': `${CONFIG}  sum: {{ .Values.password | sha256sum }}\n  user: {{ .Values.user }}\n`,
  };
  const text = explain(files);
  expect(text).not.toContain('hunter2');
  expect(text.split('\n').filter((line) => /password|user/.test(line))).toEqual([
    '  stringData.password: ***  app/templates/s.yaml:6',
    '      .Values.password: ***  app/values.yaml:1',
    '      .Values.password: ***  app/values.yaml:1',
    '  data.user: admin  app/templates/c.yaml:7',
    '      .Values.user: admin  app/values.yaml:2',
  ]);
});

test('an option that sets a secret beside others is told without what it sets', () => {
  const files = {
    ...CHART,
    'templates/s.yaml':
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  password: {{ .Values.password }}\n',
    'templates/c.yaml': `${CONFIG}  user: {{ .Values.user }}\n`,
  };
  const text = explain(files, {
    kind: 'option',
    option: '--set',
    text: 'user=admin,password=hunter2',
    values: 'typed',
  });
  expect(text.split('\n').filter((line) => line.includes('.Values'))).toEqual([
    '      .Values.password: ***  --set password',
    '      .Values.user: admin  --set user',
  ]);
  expect(text).not.toContain('hunter2');
});

const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: s\nstringData:\n  password: ';

test.each([
  [
    'in a list',
    'password: hunter2\n',
    `apiVersion: v1\nkind: List\nitems:\n  - ${SECRET.replaceAll('\n', '\n    ')}{{ .Values.password }}\n`,
    '.Values.password',
  ],
  [
    'in a list of Secrets',
    'password: hunter2\n',
    'apiVersion: v1\nkind: SecretList\nitems:\n  - metadata: {name: s}\n    stringData:\n      password: {{ .Values.password }}\n',
    '.Values.password',
  ],
  [
    'of a map that is printed elsewhere',
    'auth: {password: hunter2}\n',
    `${SECRET}{{ .Values.auth.password }}\n`,
    '.Values.auth',
  ],
  [
    'that holds a whole map',
    'auth: {password: hunter2}\n',
    `${SECRET}{{ .Values.auth | toString | quote }}\n`,
    '.Values.auth.password',
  ],
])('what is in a Secret %s is not shown elsewhere', (_, values, secret, read) => {
  const config = `${CONFIG}  own: {{ ${read} | toString | quote }}\n`;
  expect(
    explain({ ...CHART, 'values.yaml': values, 'templates/s.yaml': secret, 'templates/c.yaml': config }),
  ).not.toContain('hunter2');
});

test('a global value that a chart below puts into a Secret is not shown by the root chart', () => {
  const files = {
    'Chart.yaml': chartNamed('app'),
    'values.yaml': 'global: {password: hunter2, region: eu}\n',
    'charts/db/Chart.yaml': chartNamed('db'),
    'charts/db/templates/s.yaml': `${SECRET}{{ .Values.global.password }}\n`,
    'templates/c.yaml': `${CONFIG}  own: {{ .Values.global.password }}\n  region: {{ .Values.global.region }}\n`,
  };
  const text = explain(files);
  expect(text).not.toContain('hunter2');
  expect(text).toContain('data.region: eu');
});
