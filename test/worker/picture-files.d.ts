/** A file of the repository as a data URL: tests inside workerd have no file system. */
declare module '*?inline' {
  const dataUrl: string;
  export default dataUrl;
}
