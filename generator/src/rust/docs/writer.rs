use pulldown_cmark::{Alignment, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::escape;
use super::inline::{Break, Inline, Shape};
use super::list::List;
use super::page::{Gap, Page};

/// Writes Markdown events as Markdown again, block by block.
#[derive(Default)]
pub(super) struct Writer {
    page: Page,
    /// The paragraph, heading or cell that text goes to.
    inline: Option<Inline>,
    /// What the first line of `inline` begins with.
    lead: &'static str,
    /// The code block that text goes to.
    code: Option<String>,
    lists: Vec<List>,
    /// The list that ended just before: a list right after it needs another marker.
    ended: Option<List>,
    /// Targets of the open links; `None` for one that does not stay.
    links: Vec<Option<String>>,
    row: String,
    columns: Vec<Alignment>,
}

impl Writer {
    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.inline().code(&code),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::SoftBreak => self.inline().break_line(Break::Soft),
            Event::HardBreak => self.inline().break_line(Break::Hard),
            Event::Rule => {
                self.begin_block();
                // `---` would underline, `***` is no rule in a list of stars.
                self.page.push("___");
            }
            // Not asked for in the parser's options; as text should that ever change.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    pub(super) fn finish(mut self) -> Vec<String> {
        self.end_inline();
        self.page.finish()
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { level, .. } => self.start_heading(level),
            Tag::CodeBlock(_) => {
                self.begin_block();
                self.code = Some(String::new());
            }
            Tag::BlockQuote(_) => {
                self.begin_block();
                self.page.open_quote();
            }
            Tag::List(number) => self.start_list(number),
            Tag::Item => self.start_item(),
            Tag::Table(columns) => {
                self.begin_block();
                self.columns = columns;
            }
            Tag::TableHead | Tag::TableRow => self.row = "|".into(),
            Tag::TableCell => self.inline = Some(Inline::new(Shape::Cell)),
            Tag::Emphasis => self.inline().open("*"),
            Tag::Strong => self.inline().open("**"),
            Tag::Strikethrough => self.inline().open("~~"),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.start_link(link_type, &dest_url),
            // An image is its alternative text.
            Tag::Image { .. } => {}
            Tag::HtmlBlock
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => self.end_inline(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::BlockQuote(_) => self.end_container(),
            TagEnd::List(_) => {
                self.end_inline();
                self.ended = self.lists.pop();
            }
            TagEnd::Item => self.end_item(),
            TagEnd::TableHead => {
                self.push_row();
                self.push_rule();
            }
            TagEnd::TableRow => self.push_row(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.close("*"),
            TagEnd::Strong => self.close("**"),
            TagEnd::Strikethrough => self.close("~~"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {}
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Table
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => self.end_inline(),
        }
    }

    fn start_paragraph(&mut self) {
        self.begin_block();
        if let Some(list) = self.lists.last_mut() {
            list.loose = true;
        }
    }

    /// Two levels down: the page's own heading is the item's, and rustdoc's sections are the first level.
    fn start_heading(&mut self, level: HeadingLevel) {
        self.begin_block();
        self.inline = Some(Inline::new(Shape::Heading));
        self.lead = match level {
            HeadingLevel::H1 => "### ",
            HeadingLevel::H2 => "#### ",
            HeadingLevel::H3 => "##### ",
            HeadingLevel::H4 | HeadingLevel::H5 | HeadingLevel::H6 => "###### ",
        };
    }

    fn start_list(&mut self, number: Option<u64>) {
        // A tight item's own list follows its text directly, unless its number would keep it from being a list there.
        let tight = self.inline.is_some()
            && self.lists.last().is_some_and(|list| !list.loose)
            && number.is_none_or(|number| number == 1)
            && !self.page.is_full();
        let ended = self.ended.take();
        self.begin_block();
        if tight && !self.page.at_container_start() {
            self.page.set_gap(Gap::None);
        }
        self.lists.push(List::new(number, ended));
    }

    fn start_item(&mut self) {
        self.end_inline();
        self.ended = None;
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        let marker = list.next_marker();
        if list.begun {
            let gap = if list.loose || self.page.is_full() {
                Gap::Blank
            } else {
                Gap::None
            };
            self.page.set_gap(gap);
        }
        self.page.open_item(&marker);
    }

    fn end_item(&mut self) {
        self.end_inline();
        let written = self.page.close();
        self.ended = None;
        if let Some(list) = self.lists.last_mut() {
            list.begun |= written;
        }
    }

    fn end_container(&mut self) {
        self.end_inline();
        self.page.close();
    }

    fn start_link(&mut self, kind: LinkType, url: &str) {
        let target = escape::target(url);
        // The text of an autolink is its target.
        if target.is_some() && kind != LinkType::Autolink {
            self.inline().open_link();
            self.links.push(target);
        } else {
            self.links.push(None);
        }
    }

    fn end_link(&mut self) {
        if let Some(Some(target)) = self.links.pop() {
            self.inline().close_link(&target);
        }
    }

    fn close(&mut self, marker: &str) {
        self.inline().close(marker);
    }

    fn text(&mut self, text: &str) {
        match &mut self.code {
            Some(code) => code.push_str(text),
            None => self.inline().text(text),
        }
    }

    /// HTML is shown, not obeyed; but `<br>` is how descriptions break lines in tables and lists.
    fn html(&mut self, html: &str) {
        let tag: String = html
            .to_ascii_lowercase()
            .split_whitespace()
            .collect::<Vec<_>>()
            .concat();
        if matches!(tag.as_str(), "<br>" | "<br/>") {
            return self.inline().break_line(Break::Hard);
        }
        for line in html.split_inclusive('\n') {
            let text = line.trim();
            if text.is_empty() && self.row.is_empty() {
                self.end_inline();
                continue;
            }
            // Spaces at the ends are the words' own, indentation is not.
            self.inline().text(line.trim_end_matches('\n'));
            if line.ends_with('\n') {
                self.inline().break_line(Break::Soft);
            }
        }
    }

    fn end_code(&mut self) {
        let code = self.code.take().unwrap_or_default();
        let code = escape::visible(&code, escape::Breaks::Kept).replace('\t', "    ");
        let code = code.trim_end();
        if code.is_empty() {
            return;
        }
        let fence = "`".repeat(escape::longest_run(code).max(2) + 1);
        self.page.push(&format!("{fence}text"));
        for line in code.lines() {
            self.page.push(line);
        }
        self.page.push(&fence);
    }

    fn end_cell(&mut self) {
        let cell = self.inline.take().map(Inline::finish).unwrap_or_default();
        for line in cell {
            self.row.push(' ');
            self.row.push_str(&line);
        }
        self.row.push_str(" |");
    }

    fn push_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        self.page.push(&row);
    }

    fn push_rule(&mut self) {
        let mut rule = String::from("|");
        for column in std::mem::take(&mut self.columns) {
            rule.push_str(match column {
                Alignment::None => " --- |",
                Alignment::Left => " :-- |",
                Alignment::Center => " :-: |",
                Alignment::Right => " --: |",
            });
        }
        self.page.push(&rule);
    }

    /// Where text goes: a tight list's item has no paragraph of its own.
    fn inline(&mut self) -> &mut Inline {
        if self.inline.is_none() {
            self.begin_block();
        }
        self.inline.get_or_insert_with(Inline::default)
    }

    fn begin_block(&mut self) {
        self.end_inline();
        self.ended = None;
        if !self.page.at_container_start() {
            self.page.set_gap(Gap::Blank);
        }
    }

    fn end_inline(&mut self) {
        let lead = std::mem::take(&mut self.lead);
        if let Some(inline) = self.inline.take() {
            for line in inline.finish() {
                self.page.push(&format!("{lead}{line}"));
            }
        }
    }
}
