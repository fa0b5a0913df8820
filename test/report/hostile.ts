/** Texts that would like to be more than text: in XML, Markdown, HTML, workflow commands and terminals. */
import fc from 'fast-check'

/** Texts made of such pieces and of any characters, lone surrogates included; never blank. */
export function hostile(): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...PIECES) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
    {
      weight: 1,
      arbitrary: fc.string({
        unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
        maxLength: 5,
      }),
    },
  )
  return fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => `x${parts.join('')}`)
}

const PIECES = [
  ...[
    '<script>alert(1)</script>',
    '</details>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?php',
    '<img src=x onerror=alert(1)>',
  ],
  ...['&lt;', '&#60;', '&', '"', "'", '\\', '`', '``', '```', '````', '~~~', '|', '\\|', '| a | b |', '$x$', '$$'],
  ...[
    '**b**',
    '__b__',
    '_i_',
    '~~s~~',
    '[x](javascript:alert(1))',
    '![x](http://evil.test)',
    '[^1]',
    '[^1]: x',
    '[ ] ',
  ],
  ...['@octocat', '#1', 'https://evil.test/x', 'www.evil.test', '<https://evil.test>', 'ftp://a', ':fire:'],
  ...['# head', '- ', '1. ', '> ', '---', '===', '\n', '\n\n', '\r\n', '\r', '\t', '    ', '\u2028', '\u0085'],
  ...['::error::x', '::stop-commands::x', '::add-mask::x', '##[error]x', '%0A', '%', ',', ':', '=', ';', '%%{init'],
  ...['\u0000', '\u0007', '\u001B[31m', '\uD800', '\uDC00', '\uFFFE', '\u202E', '\u200D', '\u{1F525}'],
]
