/**
 * What {@code doctor} knows. A check is one small class: a {@link dev.wsctl.cli.check.doctor.Rule} that says what the
 * finding means, and a pure function from the evidence to what was found. {@link dev.wsctl.cli.check.doctor.Catalogue}
 * lists them in the order in which they want attention; {@link dev.wsctl.cli.check.doctor.Doctor} runs them.
 *
 * <p>A check takes what it needs from the evidence and need not care whether it is there: a part that could not be read
 * throws {@link dev.wsctl.cli.model.evidence.AbsentException}, and the check is skipped with that reason. So nothing
 * reads as well because a field was missing.
 *
 * <p>To add a finding: a class here, a line in the catalogue, a test that produces the condition on a real Redis, and
 * {@code -Dgolden.update=true} for docs/findings.md.
 */
@NullMarked
package dev.wsctl.cli.check.doctor;

import org.jspecify.annotations.NullMarked;
