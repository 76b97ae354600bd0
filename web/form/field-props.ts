import type { Path } from './path.ts';
import type { FormSchema } from './schema.ts';
import type { Settings } from './settings.svelte.ts';

/** What every kind of field receives. */
export interface FieldProps {
  form: Settings;
  schema: FormSchema;
  path: Path;
  name: string;
  required: boolean;
}

/** A field that can be left blank: `blank` is what stands in the settings then. */
export interface BlankableProps extends FieldProps {
  blank: '' | null | undefined;
}
