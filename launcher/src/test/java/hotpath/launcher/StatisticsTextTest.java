package hotpath.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hotpath.launcher.Statistics.BootFigures;
import hotpath.launcher.Statistics.CodeFigures;
import hotpath.launcher.Statistics.ExitFigures;
import hotpath.launcher.Statistics.Phase;
import hotpath.launcher.Statistics.PhaseFigures;
import hotpath.launcher.Statistics.TraceFigures;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTextTest {
  private static final Statistics SAMPLE =
      new Statistics(
          200_000_000,
          12_345_678,
          new BootFigures(7_500_000, 60_000, 300, 900, 50),
          List.of(
              new PhaseFigures(Phase.INTERPRETING, 50_000_000, 345_678, 0),
              new PhaseFigures(Phase.RECORDING, 1_500_000, 3, 0),
              new PhaseFigures(Phase.COMPILING, 8_500_000, 2, 812),
              new PhaseFigures(Phase.NATIVE, 100_000_000, 5, 0),
              new PhaseFigures(Phase.COLLECTING, 40_000_000, 1, 4096)),
          new CodeFigures(1024, 1 << 20, 0, 1, 0),
          new Statistics.MemoryFigures(2048, 300_000),
          List.of(
              new TraceFigures(
                  1,
                  "Sieve.count(I)I @40",
                  "",
                  3,
                  120_000,
                  List.of(new ExitFigures(0, 2), new ExitFigures(1, 1))),
              new TraceFigures(2, "Sieve.count(I)I @50", "1/1", 2, 0, List.of())));

  @Test
  void figuresAreOneTableForEachSort() {
    assertEquals(
        """

        200.000 ms, 12345678 instructions
        before main: 7.500 ms, 60000 instructions, 300 classes, 900 methods, 50 of them native
          phase              ms   share   count  of            bytes  of
          interpreting   50.000  25.0 %  345678  instructions
          recording       1.500   0.8 %       3  recordings
          compiling       8.500   4.3 %       2  traces          812  of code
          native        100.000  50.0 %       5  entries
          collecting     40.000  20.0 %       1  collections    4096  copied
        code cache: 1024 of 1048576 bytes, 0 traces evicted; 1 recordings aborted, 0 blacklisted
        trace objects: 2048 bytes
        compiler: 300000 bytes
          trace  anchor               parent  entries  iterations  exits
              1  Sieve.count(I)I @40                3      120000  0:2 1:1
              2  Sieve.count(I)I @50  1/1           2           0
        """,
        new StatisticsText(SAMPLE).text());
  }

  @Test
  void theyGoToStandardErrorAtTheEnd() {
    CommandLine line = new CommandLine();
    line.outcome = new GuestRun.Outcome(3, 0, SAMPLE);
    assertEquals(3, line.run("run", "--stats", "Main"));
    assertEquals(new StatisticsText(SAMPLE).text(), line.err());
    assertEquals("", line.out());
  }
}
