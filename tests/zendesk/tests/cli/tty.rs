//! A run of the program in a pseudo-terminal, and what a person would see there.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::common::ACCESS_TOKEN;
use super::program::VARIABLES;

const ROWS: u16 = 40;
pub(crate) const COLUMNS: u16 = 100;

/// How long something may take to appear.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Tty {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    /// Everything that was written so far.
    bytes: Arc<Mutex<Vec<u8>>>,
    reader: thread::JoinHandle<()>,
}

/// What a run left behind.
pub(crate) struct Seen {
    pub(crate) code: u32,
    /// What was written, with everything that moves the cursor.
    pub(crate) text: String,
    /// What stands there at the end.
    pub(crate) screen: String,
}

impl Tty {
    pub(crate) fn start(url: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize {
                rows: ROWS,
                cols: COLUMNS,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_zendesk"));
        for variable in VARIABLES {
            command.env_remove(variable);
        }
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("ZENDESK_URL", url);
        command.env("ZENDESK_ACCESS_TOKEN", ACCESS_TOKEN);
        for (name, value) in variables {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        // Open only in the child from here on, so that its end is the end of what can be read.
        drop(pair.slave);
        let bytes: Arc<Mutex<Vec<u8>>> = Arc::default();
        let all = Arc::clone(&bytes);
        let mut output = pair.master.try_clone_reader().unwrap();
        let reader = thread::spawn(move || {
            let mut buffer = [0; 4096];
            // On Linux the end is an error.
            while let Ok(count @ 1..) = output.read(&mut buffer) {
                all.lock().unwrap().extend(&buffer[..count]);
            }
        });
        Self {
            child,
            keyboard: pair.master.take_writer().unwrap(),
            master: pair.master,
            bytes,
            reader,
        }
    }

    /// What was written so far.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes.lock().unwrap()).into_owned()
    }

    #[track_caller]
    pub(crate) fn wait_for(&self, what: &str) {
        let begin = Instant::now();
        while !self.text().contains(what) {
            assert!(
                begin.elapsed() < PATIENCE,
                "no {what:?} in {:?}",
                self.text()
            );
            thread::sleep(Duration::from_millis(10));
        }
    }

    pub(crate) fn type_in(&mut self, keys: &[u8]) {
        self.keyboard.write_all(keys).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Waits for the end.
    pub(crate) fn finish(mut self) -> Seen {
        let code = self.child.wait().unwrap().exit_code();
        drop((self.keyboard, self.master));
        self.reader.join().unwrap();
        let bytes = self.bytes.lock().unwrap().clone();
        let [rows, columns] = [ROWS, COLUMNS].map(|size| size.try_into().unwrap());
        let mut terminal = vt100::Parser::new(rows, columns, 0);
        terminal.process(&bytes);
        Seen {
            code,
            text: String::from_utf8(bytes).unwrap(),
            screen: terminal.screen().contents(),
        }
    }
}
