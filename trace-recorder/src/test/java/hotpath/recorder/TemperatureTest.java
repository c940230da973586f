package hotpath.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TemperatureTest {
  /** One letter for each round: u for used, - for not. */
  private static int degrees(String rounds) {
    Temperature temperature = new Temperature();
    temperature.cool();
    for (char round : rounds.toCharArray()) {
      if (round == 'u') {
        temperature.use();
      }
      temperature.cool();
    }
    return temperature.degrees();
  }

  @Test
  void newTreesAreHot() {
    assertEquals(1 << 30, new Temperature().degrees());
  }

  @Test
  void useInTheLastRoundCountsForMoreThanAllBefore() {
    assertTrue(degrees("-----u") > degrees("uuuuu-"));
    assertTrue(degrees("uuuuuu") > degrees("-----u"));
    assertTrue(degrees("u-u-u-") > degrees("----u-"));
  }

  @Test
  void whatIsNotUsedGetsColdForGood() {
    assertEquals(0, degrees("uuuu" + "-".repeat(40)));
  }

  @Test
  void theRunningRoundCountsToo() {
    Temperature temperature = new Temperature();
    temperature.cool();
    int before = temperature.degrees();
    temperature.use();
    assertTrue(temperature.degrees() > before);
    int used = temperature.degrees();
    temperature.use();
    assertEquals(used, temperature.degrees());
  }
}
