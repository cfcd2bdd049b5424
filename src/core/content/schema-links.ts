/** The comment by which an editor finds the JSON Schema of a YAML file, up to the schema's own name. */
const schemaComment = /^(# yaml-language-server: \$schema=)\S*\/(?=[\w.-]+\.schema\.json\s*$)/gm;

/**
 * Points a file's schema comments to a folder of schemas. `path` is the file's, from the content root, and `folder` the
 * way from the content root to the schemas, such as `../schema`. A text without such a comment stays as it is.
 */
export function linkSchemas(text: string, path: string, folder: string): string {
  const up = "../".repeat(path.split("/").length - 1);
  return text.replace(schemaComment, (_, comment: string) => `${comment}${up}${folder}/`);
}
