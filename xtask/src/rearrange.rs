//! Rearranges a WebAssembly module for its journey: what is alike lies together, as a compressor likes it. The script of
//! the page (`src/boot.js`) puts it back in order; [`restore`] does the same here, and no module leaves unless it comes
//! back the same, byte for byte.
//!
//! **Format.** Lengths first, as LEB128: the module's, then each stream's. The streams follow, in the order of [`Stream`].
//! The operations of all functions lie in one stream, what each kind of operation works on in others, as in the module.
//! What need not travel at all: the lengths of bodies; alignments that an operation mostly has ([`ALIGNMENT`]).
//! A few operations of which there are many have bytes of their own, which WebAssembly does not use; see the constants
//! below.

use crate::trouble::Trouble;

/// Where a part of the module travels. The order is the one that compresses best; `src/boot.js` knows them by number.
#[derive(Clone, Copy)]
enum Stream {
    /// All that follows the functions' bodies: the texts, mostly.
    After,
    /// All that precedes them.
    Before,
    Locals,
    BlockTypes,
    Others,
    Operations,
    Calls,
    CallsByTable,
    Tables,
    Longs,
    Floats,
    /// Constants of three bytes or more: addresses, mostly.
    Addresses,
    Loads,
    Stores,
    /// Constants of a byte, and then those that are added or stored next: the three streams follow each other.
    Small = 14,
    /// The same with constants of two bytes.
    Middle = 17,
    Gets = 20,
    Sets,
    Alignments,
    Branches,
    BranchesIf,
}

/// How many there are.
const STREAMS: usize = Stream::BranchesIf as usize + 1;

const CONST: u8 = 0x41;
const GET: u8 = 0x20;
const ADD: u8 = 0x6a;
const STORE: u8 = 0x36;
/// The first and the last operation on memory, and the first that stores.
const MEMORY: (u8, u8) = (0x28, 0x3e);

/// How each operation on memory is mostly aligned.
const ALIGNMENT: [u8; 23] = [
    2, 2, 2, 2, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 2, 2, 2, 0, 1, 0, 1, 2,
];

// Bytes of our own.
/// An operation on memory, so much higher, at offset 0.
const AT_ZERO: u8 = 0xab;
const ZERO: u8 = 0xea;
const ONE: u8 = 0xeb;
const CONST_MIDDLE: u8 = 0xec;
const CONST_ADDRESS: u8 = 0xed;
/// A `get` of the local that was named last, and of the other one before it.
const GET_LAST: u8 = 0xee;
const GET_OTHER: u8 = 0xef;
/// The operation on memory that follows is aligned otherwise.
const ALIGNED: u8 = 0xf0;

/// Operations with one operand, and where it travels.
fn operand(operation: u8) -> Option<Stream> {
    Some(match operation {
        0x02..=0x04 => Stream::BlockTypes,
        0x0c => Stream::Branches,
        0x0d => Stream::BranchesIf,
        0x10 => Stream::Calls,
        0x23..=0x26 | 0x3f | 0x40 | 0xd0 | 0xd2 => Stream::Others,
        0x42 => Stream::Longs,
        _ => return None,
    })
}

/// How many operands an operation has that begins with 0xfc.
fn operands(kind: u8) -> usize {
    match kind {
        0..8 => 0,
        8 | 10 | 12 | 14 => 2,
        _ => 1,
    }
}

/// The module as it travels. It is refused where it would not come back the same.
pub(crate) fn rearrange(module: &[u8]) -> Result<Vec<u8>, Trouble> {
    let mut travelling = Rearranging {
        reader: Reader { bytes: module, at: 0 },
        streams: Default::default(),
        constant: None,
    };
    travelling.module()?;
    let mut file = Vec::new();
    write(&mut file, module.len());
    for stream in &travelling.streams {
        write(&mut file, stream.len());
    }
    file.extend(travelling.streams.concat());
    if restore(&file)? == module {
        Ok(file)
    } else {
        Err(Trouble::new(
            "a rearranged program does not come back as it was: some number in it is written longer than needed. \
             See xtask/src/rearrange.rs",
        ))
    }
}

/// The module that travelled as this file.
pub(crate) fn restore(file: &[u8]) -> Result<Vec<u8>, Trouble> {
    let mut header = Reader { bytes: file, at: 0 };
    let length = header.number()?;
    let mut lengths = [0; STREAMS];
    for length in &mut lengths {
        *length = header.number()?;
    }
    let mut rest = &file[header.at..];
    let mut streams = Vec::new();
    for length in lengths {
        let (bytes, after) = rest.split_at_checked(length).ok_or_else(cut_short)?;
        streams.push(Reader { bytes, at: 0 });
        rest = after;
    }
    let mut restoring = Restoring {
        streams,
        module: Vec::with_capacity(length.min(file.len() * 4)),
    };
    restoring.module()?;
    Ok(restoring.module)
}

fn cut_short() -> Trouble {
    Trouble::new("a program is cut short")
}

fn write(out: &mut Vec<u8>, mut number: usize) {
    while number > 127 {
        out.push(number.to_le_bytes()[0] | 128);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

struct Reader<'m> {
    bytes: &'m [u8],
    at: usize,
}

impl<'m> Reader<'m> {
    fn take(&mut self, length: usize) -> Result<&'m [u8], Trouble> {
        let rest = &self.bytes[self.at..];
        let taken = rest.get(..length).ok_or_else(cut_short)?;
        self.at += length;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Trouble> {
        Ok(self.take(1)?[0])
    }

    /// A number as it is written.
    fn written(&mut self) -> Result<&'m [u8], Trouble> {
        let rest = &self.bytes[self.at..];
        let last = rest.iter().take(10).position(|byte| *byte < 128);
        self.take(last.ok_or_else(cut_short)? + 1)
    }

    fn number(&mut self) -> Result<usize, Trouble> {
        value(self.written()?)
    }

    fn is_empty(&self) -> bool {
        self.at == self.bytes.len()
    }
}

fn value(written: &[u8]) -> Result<usize, Trouble> {
    if written.len() > 5 {
        return Err(Trouble::new("a program holds a number that is too long"));
    }
    let digits = written.iter().rev();
    Ok(digits.fold(0, |number, byte| number << 7 | usize::from(byte & 127)))
}

/// The locals that were named last.
struct Named {
    last: usize,
    other: usize,
}

impl Named {
    const NONE: Self = Self { last: 0, other: 1 };

    fn name(&mut self, local: usize) {
        if local != self.last {
            self.other = self.last;
            self.last = local;
        }
    }
}

struct Rearranging<'m> {
    reader: Reader<'m>,
    streams: [Vec<u8>; STREAMS],
    /// A constant whose stream is known when the next operation is.
    constant: Option<(Stream, &'m [u8])>,
}

impl<'m> Rearranging<'m> {
    fn module(&mut self) -> Result<(), Trouble> {
        if self.reader.take(8)? != b"\0asm\x01\0\0\0" {
            return Err(Trouble::new("a program is no WebAssembly module of version 1"));
        }
        while !self.reader.is_empty() {
            let section = self.reader.byte()?;
            let length = self.reader.number()?;
            if section == 10 {
                let functions = self.reader.number()?;
                let (before, _) = self.reader.bytes.split_at(self.reader.at);
                self.put(Stream::Before, before);
                for _ in 0..functions {
                    self.function()?;
                }
                break;
            }
            self.reader.take(length)?;
        }
        let sorted = if self.streams[Stream::Before as usize].is_empty() {
            0
        } else {
            self.reader.at
        };
        let (_, after) = self.reader.bytes.split_at(sorted);
        self.put(Stream::After, after);
        Ok(())
    }

    fn put(&mut self, stream: Stream, bytes: &[u8]) {
        self.streams[stream as usize].extend(bytes);
    }

    fn operation(&mut self, byte: u8) {
        if let Some((stream, constant)) = self.constant.take() {
            self.streams[constant_stream(stream, byte)].extend(constant);
        }
        self.put(Stream::Operations, &[byte]);
    }

    fn copy(&mut self, stream: Stream) -> Result<&'m [u8], Trouble> {
        let written = self.reader.written()?;
        self.put(stream, written);
        Ok(written)
    }

    fn function(&mut self) -> Result<(), Trouble> {
        let length = self.reader.number()?;
        let end = self.reader.at + length;
        for _ in 0..value(self.copy(Stream::Locals)?)? {
            self.copy(Stream::Locals)?;
            let kind = self.copy(Stream::Locals)?;
            if !matches!(kind, [0x7b..=0x7f | 0x6f | 0x70]) {
                return Err(Trouble::new(
                    "a program has a local of a type that is not known here",
                ));
            }
        }
        let mut named = Named::NONE;
        let mut depth = 1_usize;
        while depth > 0 {
            match self.instruction(&mut named)? {
                0x02..=0x04 => depth += 1,
                0x0b => depth -= 1,
                _ => {}
            }
        }
        if self.reader.at == end {
            Ok(())
        } else {
            Err(Trouble::new("a program's function does not end where it says"))
        }
    }

    fn instruction(&mut self, named: &mut Named) -> Result<u8, Trouble> {
        let operation = self.reader.byte()?;
        match operation {
            CONST => match self.reader.written()? {
                [0] => self.operation(ZERO),
                [1] => self.operation(ONE),
                constant => {
                    let (byte, stream) = match constant.len() {
                        1 => (CONST, Stream::Small),
                        2 => (CONST_MIDDLE, Stream::Middle),
                        _ => (CONST_ADDRESS, Stream::Addresses),
                    };
                    self.operation(byte);
                    self.constant = Some((stream, constant));
                }
            },
            GET..=0x22 => {
                let written = self.reader.written()?;
                let local = value(written)?;
                if operation == GET && local == named.last {
                    self.operation(GET_LAST);
                } else if operation == GET && local == named.other {
                    self.operation(GET_OTHER);
                } else {
                    self.operation(operation);
                    self.put(
                        if operation == GET {
                            Stream::Gets
                        } else {
                            Stream::Sets
                        },
                        written,
                    );
                }
                named.name(local);
            }
            _ if (MEMORY.0..=MEMORY.1).contains(&operation) => {
                let alignment = self.reader.written()?;
                let offset = self.reader.written()?;
                if alignment != [ALIGNMENT[usize::from(operation - MEMORY.0)]] {
                    self.operation(ALIGNED);
                    self.put(Stream::Alignments, alignment);
                }
                if offset == [0] {
                    self.operation(operation + AT_ZERO);
                } else {
                    self.operation(operation);
                    self.put(offsets(operation), offset);
                }
            }
            _ => {
                self.operation(operation);
                self.plain(operation)?;
            }
        }
        Ok(operation)
    }

    fn plain(&mut self, operation: u8) -> Result<(), Trouble> {
        match operation {
            0x0e => {
                for _ in 0..=value(self.copy(Stream::Tables)?)? {
                    self.copy(Stream::Tables)?;
                }
            }
            0x11 => {
                self.copy(Stream::CallsByTable)?;
                self.copy(Stream::CallsByTable)?;
            }
            0x43 | 0x44 => {
                let number = self.reader.take(if operation == 0x43 { 4 } else { 8 })?;
                self.put(Stream::Floats, number);
            }
            0xfc => {
                let kind = self.reader.byte()?;
                if kind > 17 {
                    return Err(unknown(operation));
                }
                self.operation(kind);
                for _ in 0..operands(kind) {
                    self.copy(Stream::Others)?;
                }
            }
            0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => {}
            _ => {
                let stream = operand(operation).ok_or_else(|| unknown(operation))?;
                self.copy(stream)?;
            }
        }
        Ok(())
    }
}

fn unknown(operation: u8) -> Trouble {
    Trouble::new(format!(
        "a program holds the operation {operation:#04x}, which xtask/src/rearrange.rs and src/boot.js do not know yet"
    ))
}

/// Where a constant travels before this operation.
fn constant_stream(stream: Stream, next: u8) -> usize {
    stream as usize
        + match (stream, next) {
            (Stream::Small | Stream::Middle, ADD) => 1,
            (Stream::Small | Stream::Middle, STORE) => 2,
            _ => 0,
        }
}

/// Where the offsets of an operation on memory travel.
fn offsets(operation: u8) -> Stream {
    if operation < STORE {
        Stream::Loads
    } else {
        Stream::Stores
    }
}

struct Restoring<'f> {
    streams: Vec<Reader<'f>>,
    module: Vec<u8>,
}

impl<'f> Restoring<'f> {
    fn module(&mut self) -> Result<(), Trouble> {
        self.whole(Stream::Before)?;
        while !self.stream(Stream::Operations).is_empty() {
            let start = self.module.len();
            self.function()?;
            let body = self.module.split_off(start);
            write(&mut self.module, body.len());
            self.module.extend(body);
        }
        self.whole(Stream::After)
    }

    fn stream(&mut self, stream: Stream) -> &mut Reader<'f> {
        &mut self.streams[stream as usize]
    }

    fn whole(&mut self, stream: Stream) -> Result<(), Trouble> {
        let reader = self.stream(stream);
        let length = reader.bytes.len();
        let bytes = reader.take(length)?;
        self.module.extend(bytes);
        Ok(())
    }

    fn copy(&mut self, stream: usize) -> Result<&'f [u8], Trouble> {
        let written = self.streams[stream].written()?;
        self.module.extend(written);
        Ok(written)
    }

    fn function(&mut self) -> Result<(), Trouble> {
        for _ in 0..value(self.copy(Stream::Locals as usize)?)? {
            self.copy(Stream::Locals as usize)?;
            self.copy(Stream::Locals as usize)?;
        }
        let mut named = Named::NONE;
        let mut depth = 1_usize;
        while depth > 0 {
            match self.instruction(&mut named)? {
                0x02..=0x04 => depth += 1,
                0x0b => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }

    fn instruction(&mut self, named: &mut Named) -> Result<u8, Trouble> {
        let mut operation = self.stream(Stream::Operations).byte()?;
        let aligned = operation == ALIGNED;
        if aligned {
            operation = self.stream(Stream::Operations).byte()?;
        }
        let at_zero = (MEMORY.0 + AT_ZERO..=MEMORY.1 + AT_ZERO).contains(&operation);
        if at_zero {
            operation -= AT_ZERO;
        }
        match operation {
            ZERO | ONE => self.module.extend([CONST, operation - ZERO]),
            CONST | CONST_MIDDLE | CONST_ADDRESS => {
                self.module.push(CONST);
                let stream = match operation {
                    CONST => Stream::Small,
                    CONST_MIDDLE => Stream::Middle,
                    _ => Stream::Addresses,
                };
                let operations = self.stream(Stream::Operations);
                let next = operations.bytes.get(operations.at).copied();
                self.copy(constant_stream(stream, next.ok_or_else(cut_short)?))?;
            }
            GET_LAST | GET_OTHER => {
                let local = if operation == GET_LAST {
                    named.last
                } else {
                    named.other
                };
                self.module.push(GET);
                write(&mut self.module, local);
                named.name(local);
            }
            _ => {
                self.module.push(operation);
                self.operands(operation, aligned, at_zero, named)?;
            }
        }
        Ok(operation)
    }

    fn operands(
        &mut self,
        operation: u8,
        aligned: bool,
        at_zero: bool,
        named: &mut Named,
    ) -> Result<(), Trouble> {
        match operation {
            GET => named.name(value(self.copy(Stream::Gets as usize)?)?),
            0x21 | 0x22 => named.name(value(self.copy(Stream::Sets as usize)?)?),
            _ if (MEMORY.0..=MEMORY.1).contains(&operation) => {
                if aligned {
                    self.copy(Stream::Alignments as usize)?;
                } else {
                    self.module.push(ALIGNMENT[usize::from(operation - MEMORY.0)]);
                }
                if at_zero {
                    self.module.push(0);
                } else {
                    self.copy(offsets(operation) as usize)?;
                }
            }
            0x0e => {
                for _ in 0..=value(self.copy(Stream::Tables as usize)?)? {
                    self.copy(Stream::Tables as usize)?;
                }
            }
            0x11 => {
                self.copy(Stream::CallsByTable as usize)?;
                self.copy(Stream::CallsByTable as usize)?;
            }
            0x43 | 0x44 => {
                let number = self
                    .stream(Stream::Floats)
                    .take(if operation == 0x43 { 4 } else { 8 })?;
                self.module.extend(number);
            }
            0xfc => {
                let kind = self.stream(Stream::Operations).byte()?;
                self.module.push(kind);
                for _ in 0..operands(kind) {
                    self.copy(Stream::Others as usize)?;
                }
            }
            _ => {
                if let Some(stream) = operand(operation) {
                    self.copy(stream as usize)?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with these functions' bodies, their lengths before them.
    fn module(bodies: &[&[u8]]) -> Vec<u8> {
        let mut code = Vec::new();
        write(&mut code, bodies.len());
        for body in bodies {
            write(&mut code, body.len());
            code.extend(*body);
        }
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        // A section of our own before, which is padded as linkers do, and one after.
        module.extend([0, 0x83, 0x80, 0x80, 0x00, 1, b'a', 9]);
        module.push(10);
        write(&mut module, code.len());
        module.extend(code);
        module.extend([0, 3, 1, b'b', 7]);
        module
    }

    fn comes_back(bodies: &[&[u8]]) {
        let module = module(bodies);
        let file = rearrange(&module).expect("rearranged");
        assert_eq!(restore(&file).expect("restored"), module);
    }

    fn words(result: Result<Vec<u8>, Trouble>) -> String {
        result.expect_err("refused").to_string()
    }

    #[test]
    fn a_module_comes_back_as_it_was() {
        comes_back(&[]);
        comes_back(&[&[0, 0x0b], &[2, 3, 0x7f, 1, 0x7e, 0x0b]]);
        // Blocks in blocks, with an else between; a table of branches.
        comes_back(&[&[
            0, 0x02, 0x40, 0x03, 0x7f, 0x04, 0x40, 0x05, 0x0c, 2, 0x0b, 0x0d, 1, 0x0e, 2, 0, 1, 2, 0x0b,
            0x0b, 0x0b,
        ]]);
        // Calls, globals, tables, references, floats, and what begins with 0xfc.
        comes_back(&[&[
            0, 0x10, 0x85, 0x01, 0x11, 3, 0, 0x23, 0, 0x24, 1, 0x25, 0, 0x26, 0, 0x3f, 0, 0x40, 0, 0xd0,
            0x70, 0xd1, 0xd2, 5, 0x42, 0xff, 0x00, 0x43, 1, 2, 3, 4, 0x44, 1, 2, 3, 4, 5, 6, 7, 8, 0xfc, 2,
            0xfc, 8, 1, 0, 0xfc, 9, 1, 0xfc, 10, 0, 0, 0xfc, 11, 0, 0xfc, 17, 0, 0x0b,
        ]]);
    }

    #[test]
    fn constants_locals_and_offsets_of_every_length_come_back() {
        let mut body = vec![0];
        for constant in [&[0][..], &[1], &[2], &[0x80, 0x01], &[0x80, 0x80, 0xc0, 0x00]] {
            for next in [ADD, STORE, 0x1a] {
                body.push(CONST);
                body.extend(constant);
                body.push(next);
                if next == STORE {
                    body.extend([2, 4]);
                }
            }
        }
        for local in [
            &[0][..],
            &[0],
            &[1],
            &[0],
            &[0x81, 0x01],
            &[5],
            &[0x81, 0x01],
            &[0x81, 0x01],
        ] {
            for operation in [GET, 0x21, GET, 0x22] {
                body.push(operation);
                body.extend(local);
            }
        }
        for operation in MEMORY.0..=MEMORY.1 {
            for alignment in 0..4 {
                for offset in [&[0][..], &[8], &[0x80, 0x02]] {
                    body.extend([operation, alignment]);
                    body.extend(offset);
                }
            }
        }
        body.push(0x0b);
        comes_back(&[&body, &body]);
    }

    /// Without a table of chances: the same random numbers each time.
    #[test]
    fn whatever_is_written_in_a_row_comes_back() {
        let mut seed = 1_u32;
        let mut chance = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (u64::from(seed) * u64::from(below)).to_le_bytes()[4]
        };
        for _ in 0..200 {
            let mut body = vec![0];
            for _ in 0..chance(200) {
                let operation = [
                    chance(0x12),
                    0x20 + chance(7),
                    0x28 + chance(0x17),
                    CONST,
                    0x45 + chance(0x80),
                ];
                let operation = operation[usize::from(chance(5))];
                let operand = [
                    vec![chance(3)],
                    vec![chance(128)],
                    vec![0x80 | chance(128), 1 + chance(126)],
                ];
                let operand = &operand[usize::from(chance(3))];
                match operation {
                    0x02..=0x04 | 0x0b | 0x0e | 0x06..=0x0a => {}
                    0x00 | 0x01 | 0x05 | 0x0f | 0x45..=0xc4 => body.push(operation),
                    0x28..=0x3e => {
                        body.extend([operation, chance(4)]);
                        body.extend(operand);
                    }
                    0x11 => {
                        body.extend([operation, 3]);
                        body.extend(operand);
                    }
                    _ => {
                        body.push(operation);
                        body.extend(operand);
                    }
                }
            }
            body.push(0x0b);
            comes_back(&[&body, &[0, 0x0b]]);
        }
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for operation in [0x06, 0x12, 0x1c, 0x27, 0xc5, 0xd3, 0xea, 0xf0, 0xfd, 0xff] {
            let refused = words(rearrange(&module(&[&[0, operation, 0x0b]])));
            assert!(refused.contains(&format!("{operation:#04x}")), "{refused}");
        }
        assert!(words(rearrange(&module(&[&[0, 0xfc, 18, 0x0b]]))).contains("0xfc"));
        assert!(words(rearrange(&module(&[&[1, 1, 0x63, 1, 0x0b]]))).contains("type"));
        assert!(words(rearrange(b"<!doctype html>")).contains("no WebAssembly"));
    }

    #[test]
    fn what_would_not_come_back_the_same_is_refused() {
        // A body whose length is padded.
        let mut padded = b"\0asm\x01\0\0\0".to_vec();
        padded.extend([10, 6, 1, 0x82, 0x80, 0x00, 0, 0x0b]);
        assert!(words(rearrange(&padded)).contains("longer than needed"));
        // A local whose number is.
        let local = [0, GET, 0x80, 0x00, 0x0b];
        assert!(words(rearrange(&module(&[&local]))).contains("longer than needed"));
        let ends = [0, 0x0b, 0x0b];
        assert!(words(rearrange(&module(&[&ends]))).contains("does not end where"));
    }

    #[test]
    fn a_file_that_is_cut_short_is_told() {
        let file = rearrange(&module(&[&[0, CONST, 5, 0x1a, 0x0b]])).expect("rearranged");
        for length in 0..file.len() {
            assert!(restore(&file[..length]).is_err(), "{length} bytes");
        }
    }
}
