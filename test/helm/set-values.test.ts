import { expect, test } from '@jest/globals';
import { COMPACT_JSON, writeJson } from '../../src/gotemplate/functions/encoding/write-json.ts';
import { GoMap } from '../../src/gotemplate/value/value.ts';
import { HelmError } from '../../src/helm/chart/helm-error.ts';
import { type SetKind, setValues } from '../../src/helm/values/set-values.ts';

function set(text: string, kind?: SetKind): string {
  const values = new GoMap();
  try {
    setValues(values, text, kind);
    return writeJson(values, COMPACT_JSON);
  } catch (error) {
    if (error instanceof HelmError) return `ERR ${error.message}`;
    throw error;
  }
}

/** What Helm 4.2.1 makes of it. */
test.each([
  ['a=1', '{"a":1}'],
  ['a=0', '{"a":0}'],
  ['a=-0', '{"a":0}'],
  ['a=+5', '{"a":5}'],
  ['a=05', '{"a":"05"}'],
  ['a=0x1', '{"a":"0x1"}'],
  ['a=true,b=FALSE,c=null,d=Null', '{"a":true,"b":false,"c":null,"d":null}'],
  ['a.b.c=x', '{"a":{"b":{"c":"x"}}}'],
  ['a.b=1,a.c=2', '{"a":{"b":1,"c":2}}'],
  ['a[0]=1', '{"a":[1]}'],
  ['a[1]=x', '{"a":[null,"x"]}'],
  ['a[0].b=1,a[0].c=2', '{"a":[{"b":1,"c":2}]}'],
  ['a[1][2]=z', '{"a":[null,[null,null,"z"]]}'],
  ['a={x,y,1,true}', '{"a":["x","y",1,true]}'],
  ['a={}', '{"a":[""]}'],
  ['a={x},b=2', '{"a":["x"],"b":2}'],
  ['a={x}y,b=2', 'ERR key "y" has no value (cannot end with ,)'],
  ['a={x', "ERR list must terminate with '}'"],
  ['a=', '{"a":""}'],
  ['a=,b=1', '{"a":"","b":1}'],
  ['a', 'ERR key "a" has no value'],
  ['a,b=1', 'ERR key "a" has no value (cannot end with ,)'],
  ['=1', '{}'],
  ['a.=1', 'ERR key map "a" has no value'],
  ['.a=1', '{}'],
  ['a..b=1', 'ERR key map "a" has no value'],
  ['a\\.b=1', '{"a.b":1}'],
  ['a=x\\,y', '{"a":"x,y"}'],
  ['a\\=b=c', '{"a=b":"c"}'],
  ['a=b=c', '{"a":"b=c"}'],
  ['a=1,', '{"a":1}'],
  ['a[0].b=', '{"a":[]}'],
  ['a[0]=', '{"a":[""]}'],
  ['a[0]', '{"a":[]}'],
  ['a[x]=1', 'ERR error parsing index: strconv.Atoi: parsing "x": invalid syntax'],
  ['a[-1]=1', 'ERR negative -1 index not allowed'],
  ['a[70000]=1', 'ERR index of 70000 is greater than maximum supported index of 65536'],
  ['a[0]x=1', "ERR unexpected data at end of array index: ['x']"],
  ['a[0]=1,a[0].b=2', '{"a":[{"b":2}]}'],
  ['a=9223372036854775807', '{"a":9223372036854775807}'],
  ['a=9223372036854775808', '{"a":"9223372036854775808"}'],
  ['a=1.5', '{"a":"1.5"}'],
  ['a= x ', '{"a":" x "}'],
  [
    'a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.1.2.3.4.5.6.7.8=1',
    'ERR value name nested level is greater than maximum supported nested level of 30',
  ],
  ['a=\\{x\\}', '{"a":"{x}"}'],
  ['a={a\\,b,c}', '{"a":["a,b","c"]}'],
  ['a={x},', '{"a":["x"]}'],
  ['a={x,}', '{"a":["x",""]}'],
  ['a[0]={x,y}', '{"a":[["x","y"]]}'],
  ['a[0.b=1', '{}'],
  ['a[2].b=1,a[0].c=3', '{"a":[{"c":3},null,{"b":1}]}'],
  ['a="q"', '{"a":"\\"q\\""}'],
  ['a=\\', '{"a":""}'],
  ['a=x\\', '{"a":"x"}'],
])('--set %s', (text, expected) => {
  expect(set(text)).toBe(expected);
});

test.each([
  ['a=1,b=true', '{"a":"1","b":"true"}'],
  ['a=null,b={1,x}', '{"a":"null","b":["1","x"]}'],
  ['a[1]=0', '{"a":[null,"0"]}'],
])('--set-string %s', (text, expected) => {
  expect(set(text, 'text')).toBe(expected);
});

test.each([
  ['a=1,a.b=2', 'ERR unable to parse key: a is no map'],
  ['a.b=1,a[0]=2', 'ERR unable to parse key: a is no list'],
  ['a[0]=1,a[0][0]=2', 'ERR unable to parse key: item 0 is no list'],
])('what stands in the way is named: --set %s', (text, expected) => {
  expect(set(text)).toBe(expected);
});

test('values that are there are kept beside those that are set', () => {
  const values = new GoMap([['a', new GoMap([['b', 1]])]]);
  setValues(values, 'a.c=2');
  expect(writeJson(values, COMPACT_JSON)).toBe('{"a":{"b":1,"c":2}}');
});
