// SPDX-License-Identifier: Apache-2.0

extension DescriptionPage {
    /// How the page looks: one column on a phone, the navigation beside it where there is room; light and dark.
    static let style = """
        :root { color-scheme: light dark; --ink: #1a1d21; --paper: #fff; --soft: #f3f4f6; --line: #d5d9df; --dim: #59616b;
          --link: #0b57a4; --get: #0b6e3d; --post: #0b57a4; --put: #8a4b08; --patch: #6b3fa0; --delete: #a8201a }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #15181c; --soft: #1f2329; --line: #353b44;
          --dim: #a0a8b3; --link: #7ab8ff; --get: #6fd19c; --post: #7ab8ff; --put: #f0b36b; --patch: #c7a5f5;
          --delete: #ff9a93 } }
        * { box-sizing: border-box }
        html { scroll-behavior: smooth; scroll-padding-top: 1rem }
        @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
        body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
        a { color: var(--link) }
        a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
        code, pre { font: .9em/1.45 ui-monospace, monospace; overflow-wrap: anywhere }
        pre { margin: .5rem 0; padding: .7rem .9rem; background: var(--soft); border-radius: .4rem; overflow-x: auto;
          white-space: pre-wrap; max-height: 24rem; overflow-y: auto }
        header, main { padding: 0 1rem; max-width: 64rem }
        h1 { font-size: 1.6rem; margin: 1.2rem 0 0 }
        main h2 { font-size: 1.35rem; margin: 2.5rem 0 .5rem; border-bottom: 1px solid var(--line) }
        h3 { font-size: 1.1rem; margin: 1.8rem 0 .3rem }
        h4 { font-size: .95rem; margin: 1.1rem 0 .3rem }
        p { margin: .4rem 0 }
        nav { padding: .3rem 1rem; background: var(--soft) }
        nav h2 { font-size: .85rem; margin: .7rem 0 .1rem; color: var(--dim) }
        nav ul { display: flex; flex-wrap: wrap; gap: 0 1rem; list-style: none; margin: 0; padding: 0 }
        nav a { display: inline-block; padding: .25rem 0; text-decoration: none }
        nav a:hover { text-decoration: underline }
        .skip { position: absolute; left: -99rem }
        .skip:focus { left: 1rem; top: .5rem; padding: .3rem .6rem; background: var(--paper) }
        details.operation, details.schema { border: 1px solid var(--line); border-radius: .4rem; margin: .4rem 0 }
        details.operation > *, details.schema > * { margin-left: .8rem; margin-right: .8rem }
        details[open].operation, details[open].schema { padding-bottom: .8rem }
        details.operation > summary, details.schema > summary { margin: 0; padding: .55rem .8rem; cursor: pointer }
        details[open] > summary { background: var(--soft) }
        summary .path { font-weight: 600 }
        summary .what { color: var(--dim) }
        .method { display: inline-block; min-width: 4.2rem; font: 700 .8rem/1.4 ui-monospace, monospace }
        .get { color: var(--get) } .post { color: var(--post) } .put { color: var(--put) } .patch { color: var(--patch) }
        .delete { color: var(--delete) }
        .note { color: var(--dim); font-size: .9rem }
        .required { color: var(--delete); font-size: .8rem }
        .table { overflow-x: auto }
        table { border-collapse: collapse; width: 100%; font-size: .92rem }
        th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-top: 1px solid var(--line);
          font-weight: 400 }
        dt { font-weight: 600; margin-top: .5rem }
        dd { margin: 0 0 0 1rem }
        @media (max-width: 40rem) { table, tbody, tr, th, td { display: block; border: 0; padding: 0 }
          tr { border-top: 1px solid var(--line); padding: .4rem 0 } td { padding-left: .8rem } }
        @media (min-width: 70rem) { body { display: grid; grid-template: auto 1fr / 15rem 1fr; column-gap: 1.5rem }
          header { grid-column: 2 } nav { grid-area: 1 / 1 / 3 / 2; position: sticky; top: 0; height: 100vh;
          overflow-y: auto } nav ul { display: block } main { grid-column: 2; min-width: 0 } }
        """
}
