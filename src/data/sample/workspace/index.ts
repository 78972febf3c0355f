import { investigationFiles } from './investigations';
import type { Facts, SampleFile } from './facts';
import { logFiles } from './logs';
import { partnerFilesOf } from './partners';
import { readme } from './readme';
import { textFiles } from './texts';

/** The sample workspace. Its identifiers are those of the day's data: so it is written, not shipped. */
export const workspaceFiles = (facts: Facts): readonly SampleFile[] => [readme(facts), ...logFiles(facts), ...textFiles(facts), ...partnerFilesOf(facts), ...investigationFiles(facts)];
