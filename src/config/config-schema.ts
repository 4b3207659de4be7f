import * as v from 'valibot';

/**
 * `.github/blast-radius.yml` as written. `docs/config.schema.json` is generated from here, for editors;
 * `readConfig` fills in the defaults. Strict: a key that means nothing is a mistake the author wants to hear of.
 */

const Text = v.pipe(v.string(), v.nonEmpty('must not be empty'));
const Glob = v.pipe(Text, v.maxLength(512, 'is longer than 512 characters'));

const DirectoryGlob = v.pipe(
  Glob,
  v.check((path) => !path.split('/').includes('..'), 'points outside the repository'),
  v.check((path) => !path.startsWith('/'), 'is absolute; paths are relative to the repository'),
);

const ClusterFileSchema = v.pipe(
  v.strictObject({
    name: v.optional(
      v.pipe(
        Text,
        v.maxLength(100, 'is longer than 100 characters'),
        v.description('The name of the cluster. {name} is replaced with what the first star of a path matched.'),
        v.examples(['prod', 'prod-{name}']),
      ),
    ),
    path: v.pipe(
      v.union([DirectoryGlob, v.pipe(v.array(DirectoryGlob), v.minLength(1, 'lists no directory'))]),
      v.description(
        'The directory that the cluster was bootstrapped with, or a glob of such directories. A list where one cluster was bootstrapped with several: what the first star of each glob matched says which belong to one cluster.',
      ),
      v.examples(['clusters/prod', 'clusters/prod-*', ['clusters/prod', 'infrastructure/prod']]),
    ),
    protected: v.optional(v.pipe(v.boolean(), v.description('Changes to this cluster need an approval.'))),
    kubernetes: v.optional(
      v.pipe(
        v.string(),
        v.regex(/^[0-9]+\.[0-9]+$/, 'is not a Kubernetes version such as "1.34"'),
        v.description(
          'The Kubernetes version that the cluster runs, quoted: "1.34". It decides which API versions are served; without it the newest known release is assumed, and findings that depend on it are at most warnings.',
        ),
        v.examples(['1.34']),
      ),
    ),
    substitute: v.optional(
      v.pipe(
        v.record(v.string(), v.string()),
        v.description('Variables that the bootstrap of the cluster sets outside the repository.'),
        v.examples([{ REGION: 'eu' }]),
      ),
    ),
    sources: v.optional(
      v.pipe(
        v.array(
          v.pipe(
            Text,
            v.regex(/^[A-Za-z]+(\/[a-z0-9.-]+){1,2}$/, 'is not of the form Kind/name or Kind/namespace/name'),
          ),
        ),
        v.description('Flux sources that point to this repository but are not defined in it.'),
        v.examples([['GitRepository/flux-system/flux-config']]),
      ),
    ),
  }),
  v.description('One cluster, or several with a glob.'),
);

const SeveritySchema = v.pipe(
  v.picklist(['error', 'warning', 'notice', 'off']),
  v.description('The highest severity of its findings; uncertain ones stay lower. off: the rule does not run.'),
);

const RuleFileSchema = v.pipe(
  v.union([
    SeveritySchema,
    v.strictObject({
      severity: v.optional(SeveritySchema),
      except: v.optional(
        v.pipe(
          v.array(Glob),
          v.description('Globs of files for which findings of this rule are hidden, but counted.'),
          v.examples([['apps/legacy/**']]),
        ),
      ),
    }),
  ]),
  v.description('A severity, or a severity and files to exclude from the rule.'),
  v.examples(['error', { severity: 'warning', except: ['apps/legacy/**'] }]),
);

const IgnoreFileSchema = v.pipe(
  v.strictObject({
    cluster: v.optional(v.pipe(Glob, v.description('A glob over cluster names.'), v.examples(['dev-*']))),
    apiVersion: v.optional(v.pipe(Glob, v.description('A glob, such as apps/v1 or apps/*.'), v.examples(['batch/v1']))),
    kind: v.optional(v.pipe(Glob, v.description('A glob over kinds.'), v.examples(['CronJob']))),
    namespace: v.optional(v.pipe(Glob, v.description('A glob over namespaces.'), v.examples(['sandbox-*']))),
    name: v.optional(v.pipe(Glob, v.description('A glob over names.'), v.examples(['nightly-*']))),
    fields: v.optional(
      v.pipe(
        v.array(Glob),
        v.minLength(1, 'lists no fields; leave it out to ignore the whole object'),
        v.description(
          'Globs over field paths, including everything below them; a list item is identified by its key: spec.containers[name=app].image. If omitted, the whole object.',
        ),
        v.examples([['metadata.annotations.checksum/*', 'spec.template.spec.containers.*.image']]),
      ),
    ),
  }),
  v.check((entry) => Object.keys(entry).length > 0, 'would ignore everything; name at least a kind'),
  v.description(
    'Objects or fields whose changes are hidden from the review, but counted. Every key that is set must match.',
  ),
);

const PermissionSchema = v.picklist(['read', 'triage', 'write', 'maintain', 'admin']);

const ApprovalFileSchema = v.strictObject({
  anyOf: v.pipe(
    v.array(
      v.union([
        v.strictObject({ team: v.pipe(Text, v.description('A team of the organization, by its slug.')) }),
        v.strictObject({ user: v.pipe(Text, v.description('A person, by login.')) }),
        v.strictObject({
          permission: v.pipe(PermissionSchema, v.description('At least this role in the repository.')),
        }),
      ]),
    ),
    v.minLength(1, 'lists no one, so no one could approve'),
    v.description('Anyone who matches one of these can approve.'),
  ),
  count: v.optional(
    v.pipe(
      v.number(),
      v.integer('must be a whole number'),
      v.minValue(1, 'must be at least 1'),
      v.description('How many different people must approve; defaults to 1.'),
    ),
  ),
  author: v.optional(
    v.pipe(
      v.boolean(),
      v.description('Whether approvals by people who opened, pushed or committed count; defaults to false.'),
    ),
  ),
});

export const ConfigFileSchema = v.pipe(
  v.strictObject({
    clusters: v.optional(
      v.pipe(
        v.array(ClusterFileSchema),
        v.minLength(1, 'lists no clusters; leave it out to discover them'),
        v.description('The clusters in promotion order. If omitted, they are discovered in the repository.'),
      ),
    ),
    rules: v.optional(
      v.pipe(v.record(v.string(), RuleFileSchema), v.description('The severity and the scope of rules, by rule id.')),
    ),
    ignore: v.optional(v.pipe(v.array(IgnoreFileSchema), v.description('Changes to hide.'))),
    unreviewed: v.optional(
      v.pipe(
        v.array(Glob),
        v.description(
          'Globs of files that no cluster runs. Changes of files that a cluster may run and that nothing has read are a failure, but for these.',
        ),
        v.examples([['examples/**', 'clusters/retired/**']]),
      ),
    ),
    approvals: v.optional(
      v.pipe(
        v.record(v.string(), ApprovalFileSchema),
        v.description('Who approves changes to a cluster. A protected cluster without an entry needs one maintainer.'),
      ),
    ),
    overrides: v.optional(
      v.pipe(
        v.strictObject({
          permission: v.optional(
            v.pipe(PermissionSchema, v.description('At least this role in the repository; defaults to admin.')),
          ),
        }),
        v.description('Who can accept a finding with /override.'),
      ),
    ),
    checks: v.optional(
      v.pipe(
        v.strictObject({
          perCluster: v.optional(v.pipe(v.boolean(), v.description('An additional check run for every cluster.'))),
          advisory: v.optional(v.pipe(v.boolean(), v.description('Report, but never block.'))),
        }),
        v.description('The check runs on GitHub.'),
      ),
    ),
    labels: v.optional(
      v.pipe(
        v.strictObject({
          routine: v.optional(
            v.pipe(
              Text,
              v.maxLength(50, 'is longer than 50 characters'),
              v.description(
                'For pull requests of which all that changes is another patch or minor version, and nothing is found.',
              ),
              v.examples(['routine']),
            ),
          ),
        }),
        v.description('Labels that the App puts on pull requests, and takes off again.'),
      ),
    ),
    dashboard: v.optional(
      v.pipe(
        v.boolean(),
        v.description('Whether the App keeps an issue that says what runs where, with boxes to tick that promote.'),
      ),
    ),
  }),
  v.title('Blast Radius configuration'),
  v.description('.github/blast-radius.yml, read from the base branch.'),
);

export type ConfigFile = v.InferOutput<typeof ConfigFileSchema>;
