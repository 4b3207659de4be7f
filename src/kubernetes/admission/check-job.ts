import type { Mapping } from '../../yaml/node/node.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { isCronSchedule } from './cron-schedule.ts';
import type { Inspection } from './refusal.ts';

/** A Job's name is the CronJob's with eleven characters more. @see kubernetes pkg/apis/batch/validation ValidateCronJobCreate */
const LONGEST_NAME = 52;

/** @see kubernetes pkg/apis/batch/validation validateCronJobSpec, validateScheduleFormat, validateTimeZone */
export function checkCronJob(object: Mapping, inspection: Inspection): void {
  const name = nodeAt(object, 'metadata', 'name');
  if (name !== undefined && (inspection.text(name)?.length ?? 0) > LONGEST_NAME)
    inspection.refuse(['metadata', 'name'], name, `must have at most ${LONGEST_NAME} characters in a CronJob`);
  const node = nodeAt(object, 'spec', 'schedule');
  const schedule = inspection.text(node);
  // What names a time zone in its schedule may have done so since that was allowed.
  if (node !== undefined && schedule !== undefined && !schedule.includes('TZ') && !isCronSchedule(schedule))
    inspection.refuse(['spec', 'schedule'], node, 'must be five fields of cron, or a word such as @daily');
  const zoneNode = nodeAt(object, 'spec', 'timeZone');
  const zone = inspection.text(zoneNode);
  if (zoneNode !== undefined && zone !== undefined && !isTimeZone(zone))
    inspection.refuse(['spec', 'timeZone'], zoneNode, 'must be the name of a time zone, such as Europe/Berlin');
}

/** Names that are in Go's data, and in no list of Unicode's. */
const OTHER_ZONES = /^(?:Factory|localtime|posixrules|(?:posix|right)\/.*)$/;

function isTimeZone(zone: string): boolean {
  if (OTHER_ZONES.test(zone)) return true;
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
