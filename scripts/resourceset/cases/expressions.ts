import type { Question } from '../question.ts';

/** What is written between `<<` and `>>`, with a bar between two; beside it stand the inputs of {@link INPUTS}. */
const EXPRESSIONS: readonly string[] = String.raw`
  inputs.name ¦ inputs.count ¦ inputs.ratio ¦ inputs.big ¦ inputs.isOn ¦ inputs.list ¦ inputs.map ¦ inputs.absent ¦
  inputs.map.a ¦ inputs.map.absent ¦ inputs.name.a ¦ inputs.provider ¦ inputs.provider.name ¦ inputs.id ¦ . ¦ $ ¦
  $.a ¦ .a ¦ len inputs ¦ len inputs.list ¦ index inputs.list 1 ¦ index inputs.list 9 ¦ index inputs "name" ¦
  index inputs "absent" ¦ get inputs "absent" | default "d" ¦ get inputs "name" | default "d" ¦
  inputs.absent | default "d" ¦ typeOf inputs.count ¦ typeOf inputs.ratio ¦ typeOf inputs.big ¦ typeOf inputs.map ¦
  kindOf inputs.list ¦ typeOf inputs.exponent ¦ kindIs "map" inputs.map ¦ typeIs "string" inputs.name ¦
  typeIsLike "int64" inputs.count ¦ deepEqual inputs.list inputs.list ¦ toYaml inputs.map ¦ toYaml inputs.list ¦
  inputs.map | toYaml | nindent 4 ¦ inputs.map | mustToYaml | indent 2 ¦ toYaml inputs ¦ toJson inputs.map ¦
  mustToJson inputs.list ¦ toPrettyJson inputs.map ¦ toRawJson inputs.map ¦ toYaml (float64 "inf") ¦
  mustToYaml (float64 "inf") ¦ fromJson "{\"a\": [1, 2.5]}" | toYaml ¦ fromJson "{" | quote ¦ mustFromJson "{" ¦
  fromJson "3" | typeOf ¦ int "12" ¦ int "8.0" ¦ int "0x10" ¦ int "010" ¦ int "+5" ¦ int inputs.ratio ¦
  int64 inputs.isOn ¦ float64 "1.50" ¦ float64 "x" ¦ add 1 2 inputs.count ¦ add "1" "2" ¦ add1 inputs.count ¦
  sub 5 "7" ¦ mul 2 3 4 ¦ div 7 2 ¦ div 7 0 ¦ mod 7 4 ¦ max 1 9 3 ¦ min 4 2 ¦ maxf 1.5 2 ¦ minf 1.5 0.5 ¦ ceil 1.2 ¦
  floor 1.8 ¦ round 1.2345 2 ¦ seq 5 ¦ seq 2 2 10 ¦ until 3 ¦ untilStep 1 9 3 ¦ biggest 1 2 ¦ toDecimal 777 ¦
  atoi "42" ¦ atoi "x" ¦ inputs.name | upper ¦ lower "ABC" ¦ title "hello wORLD" ¦ trim "  a " ¦ trimAll "$" "$5$" ¦
  trimPrefix "a" "abc" ¦ trimSuffix "c" "abc" ¦ trunc 3 "abcdef" ¦ trunc -2 "abcdef" ¦ substr 1 3 "abcdef" ¦
  substr -1 2 "abc" ¦ repeat 3 "ab" ¦ replace "a" "b" "banana" ¦ contains "an" "banana" ¦ hasPrefix "b" "banana" ¦
  hasSuffix "x" "banana" ¦ quote inputs.name ¦ quote nil ¦ quote inputs.count inputs.name ¦ squote inputs.name ¦
  cat "a" 1 true ¦ indent 2 "a\nb" ¦ nindent 2 "a\nb" ¦ plural "one" "many" 2 ¦ toString inputs.list ¦
  toStrings inputs.list | join "-" ¦ join "," inputs.list ¦ sortAlpha (list "c" "a" "b") | join "" ¦
  split "," "a,b" | toJson ¦ splitList "," "a,b" | last ¦ splitn "," 2 "a,b,c" | toJson ¦ sha1sum "a" ¦
  sha256sum "a" ¦ adler32sum "a" ¦ b64enc "a?b" ¦ b64dec "YQ==" ¦ b64dec "!" ¦ b32enc "a" ¦ b32dec "ME======" ¦
  list 1 "a" true | toJson ¦ tuple 1 2 | toJson ¦ dict "a" 1 "b" (list 1) | toJson ¦ set (dict) "a" 1 | toJson ¦
  unset (dict "a" 1) "a" | toJson ¦ hasKey inputs "name" ¦ pluck "a" (dict "a" 1) (dict "a" 2) | toJson ¦
  keys (dict "a" 1) | toJson ¦ values (dict "a" 1) | toJson ¦ pick (dict "a" 1 "b" 2) "b" | toJson ¦
  omit (dict "a" 1 "b" 2) "b" | toJson ¦ append (list 1) 2 | toJson ¦ prepend (list 1) 2 | toJson ¦
  push (list 1) 2 | toJson ¦ first (list 1 2) ¦ rest (list 1 2) | toJson ¦ last (list 1 2) ¦
  initial (list 1 2) | toJson ¦ reverse (list 1 2) | toJson ¦ uniq (list 1 1 2) | toJson ¦
  without (list 1 2) 1 | toJson ¦ has 1 (list 1 2) ¦ slice (list 1 2 3) 1 2 | toJson ¦
  concat (list 1) (list 2) | toJson ¦ compact (list 1 "" 2) | toJson ¦ chunk 2 (list 1 2 3) | toJson ¦
  dig "a" "b" "none" inputs.map ¦ dig "x" "none" inputs.map ¦ all 1 "" | toString ¦ any 0 "a" ¦ coalesce "" 0 "x" ¦
  empty "" ¦ ternary "a" "b" inputs.isOn ¦ default "x" "" ¦ regexMatch "^a+$" "aaa" ¦ regexFind "[0-9]+" "a12" ¦
  regexFindAll "[a-z]" "a1b" -1 | toJson ¦ regexReplaceAll "a(.)" "ab" "x$1" ¦
  regexReplaceAllLiteral "a" "banana" "$" ¦ regexSplit "," "a,b" -1 | toJson ¦ regexQuoteMeta "a.b" ¦
  regexMatch "(" "a" ¦ mustRegexMatch "(" "a" ¦ base "a/b.c" ¦ dir "a/b.c" ¦ ext "a/b.c" ¦ clean "a/../b" ¦
  isAbs "/a" ¦ osBase "a/b" ¦ urlParse "https://u@h:1/p?q=1#f" | toJson ¦
  urlJoin (dict "scheme" "http" "host" "h" "path" "/p") ¦ duration "90" ¦ durationRound "2h10m" ¦
  unixEpoch (toDate "2006-01-02" "2024-05-06") ¦ printf "%s-%03d-%v" inputs.name 7 inputs.list ¦ print 1 "a" 2 ¦
  println "a" ¦ html "<a&b>" | quote ¦ js "a'b" | quote ¦ urlquery "a b&c" ¦ eq inputs.name "web" ¦ ne 1 2 ¦
  lt 1 2 ¦ and 1 0 ¦ or 0 "a" ¦ not 1 ¦ slugify inputs.title ¦ slugify "feature/ABC_12.x" ¦
  slugify "Zażółć gęślą jaźń" ¦ slugify "Smörgåsbord & @home" ¦ slugify "it's  a \"test\"" ¦ slugify "a-_b__c.-d" ¦
  slugify "" ¦ slugify 5 ¦ slugify "the quick brown fox jumps over the lazy dog and runs away from it all" ¦
  fail "on purpose" ¦ hello ¦ if inputs.isOn >>yes<< else >>no<< end ¦ with inputs.map >><< .a >><< end ¦
  range inputs.list >>[<< . >>]<< end ¦ range $k, $v := inputs.map >><< $k >>;<< end ¦ $x := 5 >><< $x ¦
  define "t" >>in<< end >><< template "t" >><< ""  ¦ template "absent" ¦ block "b" 5 >><< . >><< end ¦
  range until 5 >><< if eq . 3 >><< break >><< end >><< . >><< end ¦ - "trimmed" - ¦ /* no comment */ ¦ if ¦ foo ¦
  inputs. ¦ "open ¦ merge (dict) (dict) ¦ deepCopy inputs ¦ env "HOME" ¦ now ¦ uuidv4 ¦ include "a" . ¦ tpl "a" . ¦
  fromYaml "a: 1" ¦ semver "1.2.3" ¦ snakecase "aB" ¦ lookup "v1" "Pod" "a" "b" ¦ required "x" "" ¦ sha512sum "a" ¦
  toToml inputs ¦ getHostByName "localhost" ¦ randAlpha 5 ¦ genCA "a" 1 ¦ initials "a b" ¦ nospace "a b" ¦
  wrap 3 "a b" ¦ addf 1 2 ¦ date "2006" 0 ¦ htmlDate 0
`
  .split('¦')
  .map((expression) => expression.trim());

const INPUTS = `{"name": "web", "title": "Hello, World!", "count": 3, "ratio": 1.5, "big": 9007199254740993, "exponent": 1e3,
  "isOn": true, "list": ["a", 2, null], "map": {"a": {"b": "c"}, "z": [1, {"y": "no"}]}}`;

/** @returns a ResourceSet for each expression, once as a value of an object and once in a text */
export function expressionCases(): readonly Question[] {
  return EXPRESSIONS.flatMap((expression) => [
    { id: `object: ${expression}`, set: setOf(`"resources": [${objectOf(expression)}]`) },
    { id: `text: ${expression}`, set: setOf(`"resourcesTemplate": ${JSON.stringify(textOf(expression))}`) },
  ]);
}

function setOf(templates: string): string {
  const head =
    '"apiVersion": "fluxcd.controlplane.io/v1", "kind": "ResourceSet", "metadata": {"name": "set", "namespace": "apps"}';
  return `{${head}, "spec": {"inputs": [${INPUTS}], ${templates}}}`;
}

function objectOf(expression: string): string {
  const value = JSON.stringify(`<< ${expression} >>`);
  return `{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}, "data": {"v": ${value}}}`;
}

function textOf(expression: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  v: << ${expression} >>\n`;
}
