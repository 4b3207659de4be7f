import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { AppRegistration } from '../fake-github/actions/register-app.ts';

const ManifestSchema = v.object({
  name: v.string(),
  default_permissions: v.record(v.string(), v.picklist(['read', 'write'])),
  default_events: v.array(v.string()),
});

/** The App as `app.yml` registers it, so that it has no permission more than a company gives it. */
export function readAppRegistration(manifest: string): AppRegistration {
  const { name, default_permissions, default_events } = v.parse(ManifestSchema, parse(readFileSync(manifest, 'utf8')));
  return { name, permissions: default_permissions, events: default_events };
}
