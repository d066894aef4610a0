// SPDX-License-Identifier: Apache-2.0
package dev.marchmark.audit;

import dev.marchmark.audit.CodeMap.Region;
import dev.marchmark.audit.ElfSymbols.Kind;
import dev.marchmark.audit.ElfSymbols.Symbol;
import dev.marchmark.model.CodeCounts;
import dev.marchmark.model.FileAudit;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Audits one ELF file after another. For one thread. */
final class Auditor {
    private final InstructionTable table = InstructionTable.SHIPPED;
    private final Mnemonics mnemonics = new Mnemonics(table);
    private final Path workspace;

    /** @param workspace an existing private folder for what objdump gets to see */
    Auditor(Path workspace) {
        this.workspace = workspace;
    }

    /**
     * Audits an ELF file.
     *
     * @param name what the result calls it
     * @throws AuditException saying what is wrong with the file, or with objdump
     */
    FileAudit audit(Path file, String name) throws AuditException {
        try {
            ElfFile elf = ElfFile.read(file);
            List<Symbol> symbols = ElfSymbols.of(elf);
            return audit(elf, symbols, CodeMap.of(elf, symbols), file, name, UnaryOperator.identity());
        } catch (InternalError e) {
            // So Java reports that a mapped page is gone.
            throw new AuditException("was cut off while it was read", e);
        }
    }

    /**
     * Audits a file of a system.
     *
     * @throws AuditException saying what is wrong with the file, or with objdump
     */
    SurveyedFile survey(Path file, String name) throws AuditException {
        try {
            ElfFile elf = ElfFile.read(file);
            List<Symbol> symbols = ElfSymbols.of(elf);
            LongAdder packed = new LongAdder();
            FileAudit audit = audit(
                    elf, symbols, CodeMap.of(elf, symbols), file, name, new Packed(any -> packed.increment())::and);
            long unwound = UnwindRanges.covered(elf, UnwindRanges.of(elf));
            return SurveyedFile.of(audit, ElfLinks.of(elf), packed.sum(), unwound);
        } catch (InternalError e) {
            throw new AuditException("was cut off while it was read", e);
        }
    }

    /**
     * Audits a library, and keeps what it takes to compare it.
     *
     * @throws AuditException saying what is wrong with the file, or with objdump
     */
    LibraryCode code(Path file) throws AuditException {
        try {
            ElfFile elf = ElfFile.read(file);
            List<Symbol> symbols = ElfSymbols.of(elf);
            List<Region> regions = CodeMap.of(elf, symbols);
            FunctionReader reader = new FunctionReader(certain(regions), table);
            FileAudit audit = audit(elf, symbols, regions, file, file.toString(), reader::and);
            return new LibraryCode(reader.functions(), audit.total());
        } catch (InternalError e) {
            throw new AuditException("was cut off while it was read", e);
        }
    }

    /**
     * Where a library computes on several elements at once, as far as its functions reach.
     *
     * @throws AuditException saying what is wrong with the file, or with objdump
     */
    Set<Long> packed(Path file) throws AuditException {
        try {
            ElfFile elf = ElfFile.read(file);
            List<Region> regions = certain(CodeMap.of(elf, ElfSymbols.of(elf)));
            Set<Long> addresses = new HashSet<>();
            Objdump.decode(elf, regions, mnemonics, workspace, new Packed(addresses::add));
            return addresses;
        } catch (InternalError e) {
            throw new AuditException("was cut off while it was read", e);
        }
    }

    private static List<Region> certain(List<Region> regions) {
        return regions.stream().filter(Region::certain).toList();
    }

    /** @param readers may give what is decoded for the audit to others as well */
    private FileAudit audit(
            ElfFile elf,
            List<Symbol> symbols,
            List<Region> regions,
            Path file,
            String name,
            UnaryOperator<Objdump.Sink> readers)
            throws AuditException {
        List<Region> certain = certain(regions);
        ReachedCode reached = new ReachedCode(
                regions.stream().filter(region -> !region.certain()).toList(), table);
        regions.stream()
                .filter(region -> !region.certain() && region.name() != null)
                .forEach(region -> reached.enter(region.start()));
        Functions functions = new Functions(table, ifuncs(symbols));
        Objdump.decode(
                elf, certain, mnemonics, workspace, readers.apply(new Counter(certain, functions, reached, table)));
        reached.follow(elf, mnemonics, workspace);
        for (Region region : regions) {
            String named = region.name();
            CodeCounts counts = named == null ? null : reached.byName().remove(named);
            if (named != null && counts != null) {
                functions.add(region, counts, reached.asksCpu(named));
            }
        }
        CodeCounts unattributed = reached.byName().getOrDefault(ReachedCode.NAMELESS, CodeCounts.NONE);
        CodeCounts attributed = functions.total();
        long codeBytes = elf.code().stream().mapToLong(ElfFile.Section::size).sum();
        return new FileAudit(
                name,
                elf.kind(),
                elf.sha256(),
                ElfNotes.isaNeeded(elf),
                CompilerFlags.of(elf, file),
                functions.asksCpu() + reached.asksCpu(ReachedCode.NAMELESS),
                symbols.stream()
                        .filter(symbol -> symbol.kind() == Kind.IFUNC)
                        .map(Symbol::name)
                        .distinct()
                        .count(),
                codeBytes,
                attributed,
                unattributed,
                codeBytes - attributed.bytes() - unattributed.bytes(),
                functions.all());
    }

    private static Set<Long> ifuncs(List<Symbol> symbols) {
        Set<Long> addresses = new HashSet<>();
        symbols.stream()
                .filter(symbol -> symbol.kind() == Kind.IFUNC)
                .forEach(symbol -> addresses.add(symbol.address()));
        return addresses;
    }

    /** Passes on where arithmetic on several elements at once is. */
    private static final class Packed implements Objdump.Sink {
        private final LongConsumer addresses;

        Packed(LongConsumer addresses) {
            this.addresses = addresses;
        }

        @Override
        public void accept(int region, Instruction instruction) {
            if ((instruction.traits & InstructionTable.PACKED) != 0) {
                addresses.accept(instruction.address);
            }
        }

        @Override
        public void finish() {}
    }

    /** Counts what is code for certain, and notes where it goes beyond that. */
    private static final class Counter implements Objdump.Sink {
        private final List<Region> regions;
        private final Functions functions;
        private final ReachedCode reached;
        private final Tally tally;
        private @Nullable Region current;
        private int seen;

        Counter(List<Region> regions, Functions functions, ReachedCode reached, InstructionTable table) {
            this.regions = regions;
            this.functions = functions;
            this.reached = reached;
            this.tally = new Tally(table);
        }

        @Override
        public void accept(int region, Instruction instruction) {
            if (current == null || region != seen) {
                finish();
                current = regions.get(region);
                seen = region;
            }
            tally.count(instruction);
            if (instruction.target != Instruction.NONE
                    && (instruction.target < current.start() || instruction.target >= current.end())) {
                reached.enter(instruction.target);
            }
        }

        @Override
        public void finish() {
            if (current != null) {
                int asks = tally.asksCpu();
                functions.add(current, tally.take(current.end() - current.start()), asks);
                current = null;
            }
        }
    }
}
