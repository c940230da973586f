import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.LexerInterpreter;
import org.antlr.v4.runtime.ParserInterpreter;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.ParseTreeWalker;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.antlr.v4.tool.Grammar;

/** A small grammar: read by ANTLR's tool, and interpreted by its runtime. */
public final class Expressions {
  private static final String GRAMMAR =
      """
      grammar Expressions;
      program : statement+ EOF ;
      statement : NAME '=' expression ';' | 'print' expression ';' ;
      expression
        : <assoc=right> expression '^' expression
        | expression ('*' | '/') expression
        | expression ('+' | '-') expression
        | '-' expression
        | '(' expression ')'
        | NAME '(' (expression (',' expression)*)? ')'
        | NUMBER
        | NAME ;
      NUMBER : [0-9]+ ('.' [0-9]+)? ;
      NAME : [a-z] [a-z0-9]* ;
      COMMENT : '//' ~[\\r\\n]* -> skip ;
      SPACE : [ \\t\\r\\n]+ -> skip ;
      """;

  private Expressions() {}

  /** Counts nodes by rule. */
  private static final class Census implements ParseTreeListener {
    private final int[] rules = new int[3];
    private int terminals;
    private int deepest;
    private int depth;

    @Override
    public void visitTerminal(TerminalNode node) {
      terminals++;
    }

    @Override
    public void visitErrorNode(ErrorNode node) {
      terminals += 1000;
    }

    @Override
    public void enterEveryRule(ParserRuleContext context) {
      rules[context.getRuleIndex()]++;
      deepest = Math.max(deepest, ++depth);
    }

    @Override
    public void exitEveryRule(ParserRuleContext context) {
      depth--;
    }
  }

  public static void main(String[] args) throws Exception {
    Grammar grammar = new Grammar(GRAMMAR);
    System.out.println(grammar.name + " " + grammar.rules.size() + " " + grammar.atn.states.size());
    String[] texts = {
      "a = 1 + 2 * 3; print a;",
      "x = -(2 ^ 3 ^ 2) / f(a, g(), 4.5); // rest\nprint x - 1 - 2;",
      "print 1 +; print (2;",
      "a = $ 5;"
    };
    for (String text : texts) {
      LexerInterpreter lexer = grammar.createLexerInterpreter(CharStreams.fromString(text));
      ParserInterpreter parser = grammar.createParserInterpreter(new CommonTokenStream(lexer));
      BaseErrorListener listener =
          new BaseErrorListener() {
            @Override
            public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object symbol,
                int line,
                int at,
                String message,
                RecognitionException e) {
              System.out.println(line + ":" + at + " " + message);
            }
          };
      lexer.removeErrorListeners();
      lexer.addErrorListener(listener);
      parser.removeErrorListeners();
      parser.addErrorListener(listener);
      ParseTree tree = parser.parse(grammar.getRule("program").index);
      System.out.println(tree.toStringTree(parser));
      Census census = new Census();
      ParseTreeWalker.DEFAULT.walk(census, tree);
      System.out.println(
          java.util.Arrays.toString(census.rules) + " " + census.terminals + " " + census.deepest);
    }
  }
}
