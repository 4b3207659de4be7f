import { randomBytes } from 'node:crypto';
import { openChart } from '../../../src/disk/open-chart.ts';
import { mergedValues } from '../../../src/flux/helm/merged-values.ts';
import { Time } from '../../../src/gotemplate/functions/dates/time.ts';
import { readJson } from '../../../src/gotemplate/functions/encoding/read-json.ts';
import type { Outside } from '../../../src/gotemplate/functions/outside.ts';
import { GoMap } from '../../../src/gotemplate/value/value.ts';
import type { Chart } from '../../../src/helm/chart/chart.ts';
import { HelmError } from '../../../src/helm/chart/helm-error.ts';
import { apiVersionsOf, clusterOf, readKubeVersion } from '../../../src/helm/objects/capabilities.ts';
import type { ChartRevision } from '../../../src/helm/release/chart-revision.ts';
import type { HelmController } from '../../../src/helm/release/helm-controller.ts';
import { type RenderedRelease, renderRelease } from '../../../src/helm/render-release.ts';
import { valuesOf } from '../../../src/helm/values/values-of.ts';
import { resourcesOf } from '../../../src/kustomize/model/resources.ts';
import { Mapping } from '../../../src/yaml/node/node.ts';
import { textAt } from '../../../src/yaml/node/node-at.ts';
import { Source } from '../../../src/yaml/node/source.ts';
import { parseYaml } from '../../../src/yaml/read/parse.ts';
import type { Source as ChartSource, Question } from './question.ts';

/** What this engine makes of a HelmRelease: rendered twice where chance is in it, as it is never alike. */
export type Ours = { readonly rendered: readonly [RenderedRelease, RenderedRelease] } | Failure;

/** Why there is nothing of it, before it is rendered. */
export interface Failure {
  readonly stage: 'chart' | 'values';
  readonly message: string;
}

/** Makes of questions what the engine does, each chart loaded once. */
export class OurController {
  readonly #controller: HelmController;
  readonly #charts = new Map<string, Chart>();

  constructor(controller: HelmController) {
    this.#controller = controller;
  }

  answer(question: Question): Ours {
    const [node] = parseYaml(new Source(question.release)).documents;
    if (!(node instanceof Mapping)) throw new Error(`${question.id} is no HelmRelease`);
    const objects = resourcesOf(
      question.objects.flatMap((text) => parseYaml(new Source(text)).documents),
      '',
    );
    const { values, problems } = mergedValues(node, ({ kind, name }) =>
      objects.find((each) => each.kind === kind && each.name === name),
    );
    const [problem] = problems;
    if (problem !== undefined) return { stage: 'values', message: problem.message };
    try {
      const first = this.#render(question, node, values, 0);
      return { rendered: [first, question.isChance ? this.#render(question, node, values, A_YEAR) : first] };
    } catch (error) {
      if (!(error instanceof HelmError)) throw error;
      return { stage: 'chart', message: error.message };
    }
  }

  #render(question: Question, node: Mapping, values: Mapping, later: number): RenderedRelease {
    const former = readJson(JSON.stringify(question.former.values));
    return renderRelease({
      release: {
        node,
        name: textAt(node, 'metadata', 'name'),
        namespace: textAt(node, 'metadata', 'namespace'),
      },
      chart: this.#load(question.chart),
      chartRevision: revisionOf(question.source),
      values: valuesOf(values),
      cluster: {
        ...clusterOf(readKubeVersion(question.kubeVersion)),
        apiVersions: apiVersionsOf(question.apiVersions),
      },
      action:
        question.revision === 1
          ? { kind: 'install' }
          : {
              kind: 'upgrade',
              revision: question.revision,
              former: {
                chart: this.#load(question.former.chart),
                values: former instanceof GoMap ? former : new GoMap(),
              },
            },
      controller: this.#controller,
      outside: outsideAt(later),
    });
  }

  #load(folder: string): Chart {
    const chart = this.#charts.get(folder) ?? openChart(folder);
    this.#charts.set(folder, chart);
    return chart;
  }
}

const A_YEAR = 86_400 * 365;

function outsideAt(later: number): Outside {
  return {
    now: () => new Time(Math.floor(Date.now() / 1000) + later),
    random: (bytes: number) => randomBytes(bytes),
  };
}

function revisionOf({ kind, revision, generation }: ChartSource): ChartRevision {
  switch (kind) {
    case 'package':
      return { kind };
    case 'artifact':
      return { kind, revision };
    case 'built':
      return {
        kind,
        ...(revision !== '' && { revision: { text: revision } }),
        ...(generation !== 0 && { generation: { number: generation } }),
      };
  }
}
