/** Values that vite.config.ts writes into the build. */
interface ImportMetaEnv {
  readonly DEV: boolean;
  readonly FANFARE_VERSION: string;
}
interface ImportMeta {
  readonly env: ImportMetaEnv;
}
