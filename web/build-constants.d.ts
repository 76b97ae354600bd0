/** What vite knows at build time. */
interface ImportMetaEnv {
  readonly DEV: boolean;
}
interface ImportMeta {
  readonly env: ImportMetaEnv;
  glob<Module>(pattern: string): Record<string, () => Promise<Module>>;
}
