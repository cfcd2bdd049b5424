// Control characters, and marks that turn the direction of writing: nobody typed them, and they hide what stands there.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

const address = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

const credentials = /(\bhttps?:\/\/)[^\s/@]+@/gi;

const boardAddress = /[\w.+-]+@(?:boards|app)\.trello\.com/gi;

/** A text of several lines without what must not travel: control characters, credentials in links, and e-mail addresses unless they are kept. */
export function cleanText(text: string, keepsAddresses: boolean): string {
  const plain = text.replace(/\r\n?/g, "\n").replace(control, "").replace(credentials, "$1").replace(boardAddress, "[address left out]");
  return (keepsAddresses ? plain : plain.replace(address, "[address left out]")).trim();
}

/** The same in one line. */
export const cleanLine = (text: string, keepsAddresses: boolean): string => cleanText(text, keepsAddresses).replace(/\s+/g, " ").trim();

/** The name of a person that may have their address behind it, such as `Jane Roe (jane@acme.example)`; empty where there is an address only. */
export const cleanName = (text: string, keepsAddresses: boolean): string =>
  cleanLine(keepsAddresses ? text : text.replace(address, "").replace(/[(<[]\s*[)>\]]/g, ""), keepsAddresses);
