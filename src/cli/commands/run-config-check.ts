import { configPath, type FoundConfig, findConfig } from '../../config/find-config.ts';
import { checkConfig } from '../../fleet/find/check-config.ts';
import { RULE_IDS } from '../../policy/judge/rules.ts';
import { configCheckText } from '../../report/cluster/config-check-text.ts';
import { plainFiles } from '../../tree/files/plain-files.ts';
import { drive } from '../../tree/objects/drive.ts';
import { configOfFile } from '../open/load-config.ts';
import { openRepository } from '../open/open-repository.ts';
import type { Io } from '../process/io.ts';
import type { ConfigCheckOptions } from './config-check-options.ts';

/**
 * Says what is understood of a configuration.
 *
 * @returns 0; 1 where an entry of it matches nothing; 2 where it cannot be understood
 */
export async function runConfigCheck(options: ConfigCheckOptions, io: Io): Promise<number> {
  const repository = await openRepository(options.repo);
  try {
    const { tree } = options.rev === undefined ? await repository.workTree() : await repository.revision(options.rev);
    const files = plainFiles(tree, { symlinks: 'absent' });
    const given = options.config === undefined ? undefined : configIn(options.config);
    const check = await drive(repository.fetch, () => checkConfig(files, given ?? findConfig(files), RULE_IDS));
    const file = options.config ?? configPath;
    io.out(
      options.format === 'json'
        ? `${JSON.stringify({ file, ...check }, undefined, 2)}\n`
        : configCheckText(check, file, io),
    );
    if (check.config === undefined) return 2;
    return check.unmatched.length > 0 ? 1 : 0;
  } finally {
    await repository.close();
  }
}

function configIn(file: string): FoundConfig {
  const { source } = configOfFile(file);
  return source === undefined ? { kind: 'absent' } : { kind: 'found', source };
}
