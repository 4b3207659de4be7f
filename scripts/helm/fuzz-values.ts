import { GoMap, GoObject, type MapType } from '../../src/gotemplate/value/value.ts';

const VALUES: MapType = { name: 'common.Values', element: 'interface {}' };

/** @returns the dot of a template of the chart that the real engine is given */
export function dotOf(values: GoMap, template: string): GoMap {
  return new GoMap(
    [
      ['Values', new GoMap(values.entries(), VALUES)],
      ['Chart', new GoMap([['Name', 'fuzz']])],
      [
        'Release',
        new GoMap([
          ['Name', 'rel'],
          ['Namespace', 'ns'],
        ]),
      ],
      ['Capabilities', new GoObject('*common.Capabilities', 'ptr')],
      ['Files', new GoMap([], { name: 'engine.files', element: '[]uint8' })],
      ['Subcharts', new GoMap()],
      ['Template', new GoMap([['Name', template]], VALUES)],
    ],
    VALUES,
  );
}
