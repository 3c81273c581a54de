-- Runs of 13 to 19 digits whose last is the check digit of the others (Luhn), in the rows and in a planted text.
WITH arrayJoin(extractAll(text, '[0-9]{13,}')) AS found,
  arrayReverse(arrayMap(digit -> toUInt8(digit), extractAll(found, '[0-9]'))) AS digits,
  arraySum((digit, place) -> if(place % 2 = 0, digit * 2 - if(digit > 4, 9, 0), digit),
    digits, arrayEnumerate(digits)) AS sum
SELECT countIf(length(digits) <= 19 AND sum % 10 = 0) FROM (
  SELECT concat(user_id, ' ', session_id, ' ', request_metadata, ' ', response_metadata) AS text
  FROM events WHERE run_id = {run:String}
  UNION ALL SELECT {planted:String}
)
