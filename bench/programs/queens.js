const n = Number(process.argv[2] || 11);
function solve(n, report) {
  const columns = new Array(2 * n + 1).fill(false), rising = columns.slice(), falling = columns.slice(), places = [];
  let count = 0;
  function place(row) {
    if (row > n) {
      count++;
      if (count === 1) report(places);
      return;
    }
    for (let column = 1; column <= n; column++) {
      const up = row + column, down = row - column + n;
      if (!columns[column] && !rising[up] && !falling[down]) {
        columns[column] = rising[up] = falling[down] = true;
        places[row - 1] = column;
        place(row + 1);
        columns[column] = rising[up] = falling[down] = false;
      }
    }
  }
  place(1);
  return count;
}
console.log(solve(n, places => console.log(places.join(" "))));
